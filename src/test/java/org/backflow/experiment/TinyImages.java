package org.backflow.experiment;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backflow.random.RandomStream;

/** A folder of four IDX files that trains in milliseconds: 6 x 6 images of four quadrants. */
public final class TinyImages {

  /** Images in the training file. */
  public static final int TRAIN = 200;

  /** Images in the test file. */
  public static final int TEST = 80;

  private TinyImages() {}

  /** Writes the files into {@code folder}, which exists, and returns it. */
  public static Path write(Path folder) throws IOException {
    write(folder, "train", TRAIN);
    write(folder, "t10k", TEST);
    return folder;
  }

  private static void write(Path folder, String prefix, int count) throws IOException {
    RandomStream random = RandomStream.of(5, prefix);
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    ByteArrayOutputStream labels = new ByteArrayOutputStream();
    DataOutputStream imageStream = new DataOutputStream(images);
    DataOutputStream labelStream = new DataOutputStream(labels);
    imageStream.writeInt(0x803);
    imageStream.writeInt(count);
    imageStream.writeInt(6);
    imageStream.writeInt(6);
    labelStream.writeInt(0x801);
    labelStream.writeInt(count);
    for (int image = 0; image < count; image++) {
      int label = random.nextInt(4);
      labelStream.writeByte(label);
      for (int row = 0; row < 6; row++) {
        for (int column = 0; column < 6; column++) {
          boolean lit = (row / 3) * 2 + column / 3 == label;
          imageStream.writeByte(lit ? 128 + random.nextInt(128) : random.nextInt(4) * 20);
        }
      }
    }
    Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images.toByteArray());
    Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels.toByteArray());
  }
}
