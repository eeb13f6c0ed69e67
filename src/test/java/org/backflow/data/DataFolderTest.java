package org.backflow.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.data.TinyFolder.TEST_IMAGES;
import static org.backflow.data.TinyFolder.TEST_LABELS;
import static org.backflow.data.TinyFolder.TRAIN_IMAGES;
import static org.backflow.data.TinyFolder.TRAIN_LABELS;
import static org.backflow.data.TinyFolder.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path path;

  private static void assertRefused(Path folder, String message, Object... arguments) {
    assertThatThrownBy(() -> TinyFolder.load(folder))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(message, arguments);
  }

  @Test
  void load_fileMissing_namesItAndWhatTheFolderHas() {
    new TinyFolder(path).remove(TEST_IMAGES);
    assertRefused(
        path,
        "%s: found t10k-labels-idx1-ubyte, train-images-idx3-ubyte, train-labels-idx1-ubyte;"
            + " expected also t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz",
        path);
  }

  @Test
  void load_filesUnderOtherNames_namesTheNearest() {
    TinyFolder folder = new TinyFolder(path);
    folder.remove(TRAIN_IMAGES);
    folder.remove(TEST_LABELS);
    folder.put("train-images.idx3-ubyte", bytes());
    folder.put("T10k-labels-idx1-ubyte.gz", bytes());
    assertRefused(
        path,
        "%s: found T10k-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte, train-images.idx3-ubyte,"
            + " train-labels-idx1-ubyte"
            + "; expected also train-images-idx3-ubyte or train-images-idx3-ubyte.gz, nearest is"
            + " train-images.idx3-ubyte"
            + "; expected also t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, nearest is"
            + " T10k-labels-idx1-ubyte",
        path);
  }

  @Test
  void load_folderOfManyOtherFiles_listsTwenty() throws IOException {
    for (int i = 10; i < 35; i++) {
      Files.createFile(path.resolve("x" + i));
    }
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith("%s: found x10, x11, ", path)
        .hasMessageContaining(", x28, x29 and 5 more; expected also train-images-idx3-ubyte or ");
  }

  @Test
  void load_folderOfTwentyOtherFiles_listsThemAll() throws IOException {
    for (int i = 10; i < 30; i++) {
      Files.createFile(path.resolve("x" + i));
    }
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining(", x28, x29; expected also ");
  }

  @Test
  void load_emptyFolder_isRefused() {
    assertThatThrownBy(() -> TinyFolder.load(path))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(
            "%s: found an empty folder; expected also train-images-idx3-ubyte or", path);
  }

  @Test
  void load_folderMissing_namesTheNearest() throws IOException {
    Files.createDirectory(path.resolve("mnist"));
    Path wrong = path.resolve("mnits");
    assertRefused(
        wrong, "%s: found no such folder, expected a folder of IDX files, nearest is mnist", wrong);
  }

  @Test
  void load_folderAndItsParentMissing_isRefused() {
    Path wrong = path.resolve("no").resolve("such");
    assertRefused(wrong, "%s: found no such folder, expected a folder of IDX files", wrong);
  }

  @Test
  void load_fileInPlaceOfFolder_isRefused() {
    TinyFolder folder = new TinyFolder(path);
    assertRefused(
        folder.path(TRAIN_LABELS),
        "%s: found a file, expected a folder of IDX files",
        folder.path(TRAIN_LABELS));
  }
}
