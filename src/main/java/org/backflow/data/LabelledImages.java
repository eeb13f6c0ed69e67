package org.backflow.data;

/**
 * An images file and the labels file that belongs to it.
 *
 * @param images the images
 * @param labels one label for each image
 */
record LabelledImages(IdxFile images, IdxFile labels) {
  LabelledImages {
    int expected = images.header().count();
    int found = labels.header().count();
    if (found != expected) {
      throw labels
          .source()
          .refusal(
              IdxHeader.SIZES_OFFSET,
              found + " labels",
              expected + ", one for each image of " + images.source().name());
    }
  }

  int count() {
    return images.header().count();
  }

  void requireSizeOf(LabelledImages others) {
    IdxHeader found = images.header();
    IdxHeader expected = others.images.header();
    if (found.rows() != expected.rows() || found.columns() != expected.columns()) {
      throw images
          .source()
          .refusal(
              IdxHeader.ROWS_OFFSET,
              "images of " + found.imageSize(),
              expected.imageSize() + " as in " + others.images.source().name());
    }
  }

  void requireLabelsBelow(int classes) {
    byte[] body = labels.body();
    for (int image = 0; image < body.length; image++) {
      int label = Byte.toUnsignedInt(body[image]);
      if (label >= classes) {
        throw labels.refusal(
            image,
            "label " + label + " of image " + image,
            "0 to " + (classes - 1) + " (" + classes + " classes)");
      }
    }
  }

  int largestLabel() {
    return DataSet.largestLabel(labels.body());
  }
}
