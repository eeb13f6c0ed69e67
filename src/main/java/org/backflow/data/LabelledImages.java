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

  void requireLabelsFrom(int first) {
    byte[] body = labels.body();
    for (int image = 0; image < body.length; image++) {
      int label = Byte.toUnsignedInt(body[image]);
      if (label < first) {
        throw labels.refusal(
            image,
            "label " + label + " of image " + image,
            first + " to " + (DataSet.MAX_CLASSES - 1) + ", from data.firstLabel on");
      }
    }
  }

  /** {@return the file, the byte and the image, as messages name them} */
  String placeOfLargestLabel() {
    int largest = largestLabel();
    int image = 0;
    while (Byte.toUnsignedInt(labels.body()[image]) < largest) {
      image++;
    }
    return labels.at(image) + ", image " + image;
  }

  int smallestLabel() {
    int smallest = DataSet.MAX_CLASSES;
    for (byte label : labels.body()) {
      smallest = Math.min(smallest, Byte.toUnsignedInt(label));
    }
    return smallest;
  }

  int largestLabel() {
    return DataSet.largestLabel(labels.body());
  }
}
