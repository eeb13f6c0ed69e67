package org.backflow.configuration.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The files of one kind, each known by its name or by its path.
 *
 * <p>What has a separator, or ends as files of configurations do, is a path: from the folder of the
 * file that names it, or from the working directory where an option does. All else is a name: that
 * of a file in one's own folder of the kind or, where that has none, in the shipped one.
 */
public final class Shelf {
  private static final Pattern PATH = Pattern.compile(".*[/\\\\].*|.*\\.(ya?ml|json|cfg|csv)");

  private final String kind;
  private final Path own;
  private final Path shipped;
  private final List<String> extensions;

  /** Is told when a file of one's own is taken for a shipped one of the same name. */
  private final Consumer<String> remarks;

  /** Whether a name is looked up in the folder of the file that names it before all others. */
  private final boolean besideFirst;

  /**
   * Names the folders, which are not looked at before a file is asked for.
   *
   * @param kind what a file is, such as {@code accelerator}
   * @param own one's own folder, which may be missing; messages show it as it is given here
   * @param shipped the folder that comes with the program
   * @param extensions what names leave out, such as {@code .yaml}
   * @param remarks is told of files that hide shipped ones
   */
  public Shelf(
      String kind, Path own, Path shipped, List<String> extensions, Consumer<String> remarks) {
    this(kind, own, shipped, extensions, remarks, false);
  }

  private Shelf(
      String kind,
      Path own,
      Path shipped,
      List<String> extensions,
      Consumer<String> remarks,
      boolean besideFirst) {
    this.kind = kind;
    this.own = own;
    this.shipped = shipped;
    this.extensions = List.copyOf(extensions);
    this.remarks = remarks;
    this.besideFirst = besideFirst;
  }

  /** Returns the shelf of the YAML files of one folder. */
  public static Shelf of(String kind, Path folder) {
    return new Shelf(kind, folder, folder, List.of(SourceFile.EXTENSION), remark -> {});
  }

  /** Returns the same shelf with names that first mean a file beside the one that names it. */
  public Shelf besideFirst() {
    return new Shelf(kind, own, shipped, extensions, remarks, true);
  }

  /**
   * Returns the names of all files, sorted.
   *
   * @return the names without extension, possibly none
   * @throws ConfigurationException if a folder cannot be read, or the shipped one is missing
   */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    for (String extension : extensions) {
      names.addAll(SourceFile.names(shipped, extension));
      if (Files.isDirectory(own)) {
        names.addAll(SourceFile.names(own, extension));
      }
    }
    return List.copyOf(names);
  }

  /** Finds the file that a name or a path from the working directory leads to. */
  public Path find(String written) {
    return find(kind, written);
  }

  /**
   * Finds the file that an argument or an option names.
   *
   * @param option what messages call it, such as {@code --accelerator}
   * @param written a name, or a path from the working directory
   * @return the file
   * @throws ConfigurationException if there is none
   */
  public Path find(String option, String written) {
    return find(written, Location.ofOption(option, written), "");
  }

  /**
   * Finds the file that a value of a file or of an option names.
   *
   * @throws ConfigurationException if there is none
   */
  public Path find(KeyPath at, Scalar reference) {
    return find(
        reference.text(), reference.location(), at.quoted() + " is " + reference.description());
  }

  /** Says what stands on the shelf, for a message that expects the name of it. */
  public String description() {
    return "the name of a file of " + places() + ", or a path";
  }

  private Path find(String written, Location from, String said) {
    if (PATH.matcher(written).matches() || written.isEmpty()) {
      Path file = from.folder().resolve(written);
      if (written.isEmpty() || !Files.exists(file)) {
        throw new ConfigurationException(
            SourceFile.missing(file, from, joined(said, "there is no file " + file), extensions));
      }
      return file;
    }
    Optional<Path> beside = besideFirst ? in(from.folder(), written) : Optional.empty();
    if (beside.isPresent()) {
      return beside.get();
    }
    Optional<Path> mine = in(own, written);
    Optional<Path> theirs = in(shipped, written);
    mine.ifPresent(file -> theirs.ifPresent(hidden -> remark(written, file, hidden)));
    return mine.or(() -> theirs).orElseThrow(() -> missing(written, from, said));
  }

  private Optional<Path> in(Path folder, String name) {
    return extensions.stream()
        .map(extension -> folder.resolve(name + extension))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private void remark(String name, Path mine, Path theirs) {
    boolean same;
    try {
      same = Files.mismatch(mine, theirs) < 0;
    } catch (IOException e) {
      same = false;
    }
    if (!same) {
      remarks.accept(
          "note: the "
              + kind
              + " "
              + MessageText.quote(name)
              + " is "
              + mine
              + ", not the shipped one");
    }
  }

  private ConfigurationException missing(String written, Location from, String said) {
    return new ConfigurationException(
        Problem.found(from, joined(said, "no file of " + places()))
            .meantNearestOrAnyOf(written, names()));
  }

  private static String joined(String said, String found) {
    return said.isEmpty() ? found : said + ", " + found;
  }

  /** Returns where names are looked up. */
  private String places() {
    return isSame(own, shipped)
        ? own.toString()
        : own + " here, nor of those that come with Backflow, " + shippedName();
  }

  /** Returns the folder or, of one in an archive, the archive. */
  private String shippedName() {
    return shipped.getFileSystem().equals(own.getFileSystem())
        ? shipped.toString()
        : "in " + shipped.getFileSystem();
  }

  private static boolean isSame(Path one, Path other) {
    return one.getFileSystem().equals(other.getFileSystem())
        && one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
