package org.backflow.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Samples of one file or of a pair of files, each with its label.
 *
 * @param name the content that the samples are from
 * @param shape of every sample
 * @param shapePlace the file, and where in it the shape stands
 * @param divisor what divides the numbers unless something else is asked for: 255 of bytes, else 1
 * @param samples all their numbers
 * @param labels one unsigned byte for each sample
 * @param labelPlaces the file, and where in it the label of a sample stands
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record LabelledSamples(
    String name,
    ImageShape shape,
    String shapePlace,
    double divisor,
    Samples samples,
    byte[] labels,
    IntFunction<String> labelPlaces) {

  int count() {
    return labels.length;
  }

  /** Refuses samples that do not go together with others. */
  void requireKindOf(LabelledSamples others) {
    if (!shape.equals(others.shape)) {
      throw new InvalidDataException(
          String.format(
              "%s: found %ss of %s, expected %s as in %s",
              shapePlace, shape.noun(), shape, others.shape, others.name));
    }
    if (divisor != others.divisor) {
      throw new InvalidDataException(
          String.format(
              "%s: found %s, expected %s as in %s",
              shapePlace,
              divisor == 1 ? "floats" : "bytes",
              divisor == 1 ? "bytes" : "floats",
              others.name));
    }
  }

  void requireLabelsFrom(int first) {
    for (int sample = 0; sample < labels.length; sample++) {
      int label = Byte.toUnsignedInt(labels[sample]);
      if (label < first) {
        throw new InvalidDataException(
            String.format(
                "%s: found label %d of %s, expected %d to %d, from data.firstLabel on",
                labelPlaces.apply(sample), label, named(sample), first, DataSet.MAX_CLASSES - 1));
      }
    }
  }

  /** {@return the file, the place and the sample, as messages name them} */
  String placeOfLargestLabel() {
    int largest = largestLabel();
    int sample = 0;
    while (Byte.toUnsignedInt(labels[sample]) < largest) {
      sample++;
    }
    return labelPlaces.apply(sample) + ", " + named(sample);
  }

  int smallestLabel() {
    int smallest = DataSet.MAX_CLASSES;
    for (byte label : labels) {
      smallest = Math.min(smallest, Byte.toUnsignedInt(label));
    }
    return smallest;
  }

  int largestLabel() {
    return DataSet.largestLabel(labels);
  }

  private String named(int sample) {
    return shape.noun() + " " + sample;
  }

  /**
   * {@return the data set of parts that go together}
   *
   * @param parts in order, of which there is at least one
   * @param trainParts how many of them, from the first, are the official training set
   * @param firstLabel the label of the first class
   */
  static DataSet pool(
      List<LabelledSamples> parts, int trainParts, int firstLabel, Scaling scaling) {
    LabelledSamples first = parts.get(0);
    LabelledSamples largest = first;
    int smallestLabel = DataSet.MAX_CLASSES;
    long count = 0;
    int trainCount = 0;
    for (int i = 0; i < parts.size(); i++) {
      LabelledSamples part = parts.get(i);
      part.requireKindOf(first);
      part.requireLabelsFrom(firstLabel);
      largest = part.largestLabel() > largest.largestLabel() ? part : largest;
      smallestLabel = Math.min(smallestLabel, part.smallestLabel());
      count += part.count();
      trainCount += i < trainParts ? part.count() : 0;
    }
    scaling.requireChannels(first.shape, first.shapePlace);
    long most = Samples.MOST / first.shape.values();
    if (count > most) {
      throw new InvalidDataException(
          String.format(
              "%s: found %d %ss in all files, expected at most %d",
              first.shapePlace, count, first.shape.noun(), most));
    }
    List<Samples> samples = new ArrayList<>();
    byte[] labels = new byte[(int) count];
    int at = 0;
    for (LabelledSamples part : parts) {
      samples.add(part.samples);
      for (byte label : part.labels) {
        labels[at++] = (byte) (label - firstLabel);
      }
    }
    return DataSet.of(
        first.shape,
        1 + largest.largestLabel() - firstLabel,
        trainCount,
        Samples.join(samples),
        scaling.dividingBy(first.divisor),
        labels,
        new DataSet.Origin(
            first.shapePlace, largest.placeOfLargestLabel(), firstLabel, smallestLabel));
  }
}
