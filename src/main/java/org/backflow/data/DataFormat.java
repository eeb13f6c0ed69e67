package org.backflow.data;

import java.util.List;

/** A way in which files hold labelled samples. */
public enum DataFormat {
  /** Images and labels as MNIST has them, in a file each. */
  IDX(
      "IDX files",
      List.of("train-images-idx3-ubyte", "train-labels-idx1-ubyte"),
      List.of("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")),
  /** The binary version of CIFAR-10. */
  CIFAR_10(
      "binary CIFAR-10 files",
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin"),
      List.of("test_batch.bin")),
  /** The binary version of CIFAR-100. */
  CIFAR_100("binary CIFAR-100 files", List.of("train.bin"), List.of("test.bin")),
  /** Arrays of NumPy, samples and labels in a file each. */
  NPY("npy files", List.of("x_train.npy", "y_train.npy"), List.of("x_test.npy", "y_test.npy")),
  /** Tables of text with a sample a line, its label among the values. */
  CSV("CSV files", List.of("train.csv"), List.of("test.csv"));

  private final String files;
  private final List<String> trainFiles;
  private final List<String> testFiles;

  DataFormat(String files, List<String> trainFiles, List<String> testFiles) {
    this.files = files;
    this.trainFiles = trainFiles;
    this.testFiles = testFiles;
  }

  /** Returns the names of the files to train on, where none are named. */
  public List<String> trainFiles() {
    return trainFiles;
  }

  /** Returns the names of the files to test on, where none are named. */
  public List<String> testFiles() {
    return testFiles;
  }

  /**
   * Returns whether a part of the data is a file of samples and one of their labels, in this order.
   * Otherwise it is any number of files that have both.
   */
  public boolean isPaired() {
    return this == IDX || this == NPY;
  }

  /** Returns what messages call its files. */
  @Override
  public String toString() {
    return files;
  }
}
