package org.backflow.data;

import java.util.List;

/**
 * Reads an images file and its labels file in the format IDX, as MNIST is. Images may be of any
 * size up to {@value DataSet#MAX_PIXELS_PER_IMAGE} pixels, and a file may have nearly a gibibyte.
 */
final class IdxReader implements PartReader {
  private static final double WHITE = 255;

  @Override
  public List<LabelledSamples> read(List<DataFile> files, Checksums checksums) {
    IdxFile images = IdxFile.read(files.get(0), IdxKind.IMAGES, checksums);
    IdxFile labels = IdxFile.read(files.get(1), IdxKind.LABELS, checksums);
    int count = images.header().count();
    if (labels.header().count() != count) {
      throw labels
          .source()
          .refusal(
              IdxHeader.SIZES_OFFSET,
              labels.header().count() + " labels",
              count + ", one for each image of " + images.source().name());
    }
    return List.of(
        new LabelledSamples(
            images.source().name(),
            new ImageShape(images.header().rows(), images.header().columns(), 1),
            images.source().at(IdxHeader.ROWS_OFFSET),
            WHITE,
            new Samples.Bytes(images.body()),
            labels.body(),
            labels::at));
  }
}
