package org.backflow.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Data sets that many experiments name and that do not come in the jar: they are larger than all
 * else, and under their own terms.
 */
public enum KnownData {
  /** 70,000 handwritten digits. */
  MNIST(
      "MNIST",
      "mnist",
      "MNIST does not come with the jar: put train-images-idx3-ubyte.gz,"
          + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz",
      "https://ossci-datasets.s3.amazonaws.com/mnist/"),
  /** As many pieces of clothing. */
  FASHION_MNIST(
      "Fashion-MNIST",
      "fashion-mnist",
      "Fashion-MNIST does not come with Backflow. Where the Debian package dataset-fashion-mnist is"
          + " installed, it is in /usr/share/datasets/fashion-mnist. Or put"
          + " train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz and"
          + " t10k-labels-idx1-ubyte.gz",
      "https://github.com/zalandoresearch/fashion-mnist"),
  /** 60,000 photographs in ten classes. */
  CIFAR_10(
      "CIFAR-10",
      "cifar-10",
      "CIFAR-10 does not come with Backflow: put data_batch_1.bin to data_batch_5.bin and"
          + " test_batch.bin of the binary version",
      "https://www.cs.toronto.edu/~kriz/cifar.html"),
  /** As many in a hundred classes. */
  CIFAR_100(
      "CIFAR-100",
      "cifar-100",
      "CIFAR-100 does not come with Backflow: put train.bin and test.bin of the binary version",
      "https://www.cs.toronto.edu/~kriz/cifar.html");

  private final String title;
  private final String folder;
  private final String files;
  private final String publishedAt;

  KnownData(String title, String folder, String files, String publishedAt) {
    this.title = title;
    this.folder = folder;
    this.files = files;
    this.publishedAt = publishedAt;
  }

  /** Returns what they are called. */
  public String title() {
    return title;
  }

  /** Returns what the data of a folder are called: as the folder is, unless they are known. */
  public static String nameOf(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    for (KnownData data : values()) {
      if (whole.endsWith(Path.of("data", data.folder))) {
        return data.title;
      }
    }
    return String.valueOf(whole.getFileName());
  }

  /** Returns the shape of the images of a folder, if it is known; the files may say otherwise. */
  static Optional<ImageShape> shapeIn(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    return Stream.of(MNIST, FASHION_MNIST)
        .filter(data -> whole.endsWith(Path.of("data", data.folder)))
        .findFirst()
        .map(data -> new ImageShape(28, 28, 1));
  }

  /** Returns what to say of a folder that is missing: what belongs there, if that is known. */
  static String advice(Path missing) {
    for (KnownData data : values()) {
      if (missing.endsWith(data.folder)) {
        return String.format(
            ". %s into data/%s of the working directory, as published at %s, or name another folder"
                + " by --set data.path=FOLDER",
            data.files, data.folder, data.publishedAt);
      }
    }
    return "";
  }
}
