package org.backflow.experiment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.backflow.files.Sha256;
import org.backflow.training.FeedbackAlignment;
import org.backflow.training.TrainingRun;

/**
 * What one training needs to go on: a file of big-endian words.
 *
 * <pre>
 * "BFCP", version of the format, owner
 * epochs, each: networks, then for every network
 *   test accuracy, dead outputs, training loss, hidden layers, then for each five figures or not
 * state of the trainer, with its length
 * SHA-256 of all of the above
 * </pre>
 *
 * @param owner which training of which configuration, data and version of Backflow it belongs to
 * @param epochs what was measured after each epoch so far
 * @param trainerState what {@link org.backflow.training.Trainer#save} wrote; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Checkpoint(String owner, List<TrainingRun.Epoch> epochs, byte[] trainerState) {

  private static final int MAGIC = 0x42464350;
  private static final int VERSION = 2;
  private static final int DIGEST_BYTES = 32;
  private static final int FIGURES_PER_LAYER = 5;
  private static final int MOST_FIGURES = 1 << 24;

  Checkpoint {
    epochs = List.copyOf(epochs);
  }

  byte[] encoded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(owner);
    out.writeInt(epochs.size());
    for (TrainingRun.Epoch epoch : epochs) {
      encode(epoch, out);
    }
    out.writeInt(trainerState.length);
    out.write(trainerState);
    out.write(digest(bytes.toByteArray()));
    return bytes.toByteArray();
  }

  /**
   * Returns how many bytes {@link #encoded} gives.
   *
   * @param owner as it will be written
   * @param networks trained side by side
   * @param hiddenLayers of each
   * @param epochs measured so far
   * @param stateBytes of the trainer
   */
  static long bytes(String owner, int networks, int hiddenLayers, int epochs, long stateBytes) {
    long head = 2L * Integer.BYTES + Short.BYTES + owner.getBytes(StandardCharsets.UTF_8).length;
    long network =
        2L * (Double.BYTES + Integer.BYTES)
            + (long) hiddenLayers * FIGURES_PER_LAYER * (1 + Double.BYTES);
    long measured = Integer.BYTES + epochs * (Integer.BYTES + networks * network);
    return head + measured + Integer.BYTES + stateBytes + DIGEST_BYTES;
  }

  private static void encode(TrainingRun.Epoch epoch, DataOutputStream out) throws IOException {
    out.writeInt(epoch.testAccuracy().size());
    for (int network = 0; network < epoch.testAccuracy().size(); network++) {
      out.writeDouble(epoch.testAccuracy().get(network));
      out.writeInt(epoch.deadOutputs().get(network));
      out.writeDouble(epoch.trainingLoss().get(network));
      List<FeedbackAlignment> layers = epoch.alignment().get(network);
      out.writeInt(layers.size());
      for (FeedbackAlignment layer : layers) {
        encode(layer.weightCorrelation(), out);
        encode(layer.angleDegrees(), out);
        encode(layer.alignedFraction(), out);
        encode(layer.normRatio(), out);
        encode(layer.gradientNorm(), out);
      }
    }
  }

  private static void encode(OptionalDouble figure, DataOutputStream out) throws IOException {
    out.writeBoolean(figure.isPresent());
    out.writeDouble(figure.orElse(0.0));
  }

  /**
   * Returns what {@link #encoded} wrote.
   *
   * @throws IOException when these are other bytes; the message completes "it "
   */
  static Checkpoint decode(byte[] bytes) throws IOException {
    int content = bytes.length - DIGEST_BYTES;
    if (content < 0
        || !Arrays.equals(
            digest(Arrays.copyOf(bytes, content)),
            Arrays.copyOfRange(bytes, content, bytes.length))) {
      throw new IOException("is damaged: its checksum is not that of its content");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, content));
    if (in.readInt() != MAGIC) {
      throw new IOException("is no checkpoint");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("has version " + version + " of the format; expected " + VERSION);
    }
    String owner = in.readUTF();
    List<TrainingRun.Epoch> epochs = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      epochs.add(epoch(in));
    }
    byte[] state = in.readNBytes(in.readInt());
    return new Checkpoint(owner, epochs, state);
  }

  private static TrainingRun.Epoch epoch(DataInputStream in) throws IOException {
    List<Double> accuracy = new ArrayList<>();
    List<Integer> dead = new ArrayList<>();
    List<Double> loss = new ArrayList<>();
    List<List<FeedbackAlignment>> alignment = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      accuracy.add(in.readDouble());
      dead.add(in.readInt());
      loss.add(in.readDouble());
      List<FeedbackAlignment> layers = new ArrayList<>();
      for (int layer = count(in); layer > 0; layer--) {
        layers.add(
            new FeedbackAlignment(figure(in), figure(in), figure(in), figure(in), figure(in)));
      }
      alignment.add(layers);
    }
    return new TrainingRun.Epoch(accuracy, dead, loss, alignment);
  }

  private static OptionalDouble figure(DataInputStream in) throws IOException {
    boolean present = in.readBoolean();
    double value = in.readDouble();
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_FIGURES) {
      throw new IOException("is damaged: it counts " + count);
    }
    return count;
  }

  private static byte[] digest(byte[] content) {
    return Sha256.of(content);
  }
}
