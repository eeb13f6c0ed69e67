package org.backflow.training;

import org.backflow.data.DataSet;
import org.backflow.data.InvalidDataException;
import org.backflow.network.NetworkShape;

/** What every trainer requires of its arguments. */
final class TrainerChecks {

  private TrainerChecks() {}

  static void requireFit(NetworkShape shape, DataSet data) {
    if (shape.inputs() != data.pixelsPerImage()) {
      throw new InvalidDataException(
          "the network "
              + shape
              + " has "
              + shape.inputs()
              + " inputs, but an image has "
              + data.pixelsPerImage()
              + " pixels ("
              + data.rows()
              + " x "
              + data.columns()
              + ")");
    }
    if (shape.outputs() < data.classes()) {
      throw new InvalidDataException(
          "the network "
              + shape
              + " has "
              + shape.outputs()
              + " outputs, but the data set has "
              + data.classes()
              + " classes");
    }
  }
}
