package org.backflow.data;

import java.util.List;

/** Reads the files of one part of a data set, that to train on or that to test on. */
interface PartReader {

  /**
   * Returns the samples of the files, file after file.
   *
   * @throws InvalidDataException when a file is not as it must be
   */
  List<LabelledSamples> read(List<DataFile> files, Checksums checksums);
}
