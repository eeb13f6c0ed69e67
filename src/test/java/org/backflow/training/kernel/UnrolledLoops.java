package org.backflow.training.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the loops over sparse rows, one for every number of vectors that stay in registers, into
 * the files that use them:
 *
 * <pre>
 * java src/test/java/org/backflow/training/kernel/UnrolledLoops.java
 * </pre>
 *
 * <p>Loops for 3, 5 and 8 vectors are there because 1, 2 and 4 alone are slower: with vectors of
 * 512 bits, by 1.2 to 1.4 times on rows of 3 vectors, by 1.1 to 1.2 on rows of 5, and by 1.1 to 1.4
 * on rows of 8 and more in float.
 */
final class UnrolledLoops {

  static final Path FOLDER = Path.of("src/vector/java/org/backflow/training/kernel");

  private static final String MARK =
      "  // What follows is written by UnrolledLoops of src/test, which says how to do that again.\n";

  private static final List<String> NUMBERS =
      List.of("", "One", "Two", "Three", "Four", "Five", "", "", "Eight");

  private UnrolledLoops() {}

  public static void main(String[] arguments) throws IOException {
    for (String file : List.of("FloatRowLoops.java", "FixedPointRowLoops.java")) {
      Files.writeString(FOLDER.resolve(file), written(file));
    }
  }

  /** Returns a file as it is up to the mark, and from there on as it should be. */
  static String written(String file) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    String byHand = text.substring(0, text.indexOf(MARK) + MARK.length());
    return byHand
        + (file.startsWith("Float")
            ? all(UnrolledLoops::floatSum, 1, 2, 3, 4, 5, 8)
                + all(UnrolledLoops::floatAdd, 1, 2, 3, 4, 5, 8)
            : all(UnrolledLoops::fixedPointSum, 1, 2, 3, 4, 5))
        + "}\n";
  }

  private static String all(IntFunction<String> loop, int... vectors) {
    return IntStream.of(vectors)
        .mapToObj(count -> "\n" + loop.apply(count).replace("COUNT", NUMBERS.get(count)))
        .collect(Collectors.joining());
  }

  private static String floatSum(int vectors) {
    return """
          private static void sumCOUNT(
              SparseRow entries,
              float[] inputs,
              float[] matrix,
              int lanes,
              int lane,
              float[] sums,
              int to) {
            char[] rows = entries.rows();
            byte[] values = entries.values();
            FloatVector sum0 = FloatVector.zero(FLOATS);
        """
        + from(1, vectors, "    FloatVector sum# = sum0;\n")
        + """
            for (int p = entries.begin(); p < entries.end(); p++) {
              FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
              int row = rows[p] * lanes + lane;
        """
        + from(0, vectors, "      sum# = sum#.add(x.mul(load(matrix, row@)));\n")
        + "    }\n"
        + from(0, vectors, "    sum#.intoArray(sums, to@);\n")
        + "  }\n";
  }

  private static String floatAdd(int vectors) {
    return """
          private static void addCOUNT(
              SparseRow entries, float[] inputs, float[] s, int from, float[] matrix, int lanes, int lane) {
            char[] rows = entries.rows();
            byte[] values = entries.values();
        """
        + from(0, vectors, "    FloatVector s# = load(s, from@);\n")
        + """
            for (int p = entries.begin(); p < entries.end(); p++) {
              FloatVector x = FloatVector.broadcast(FLOATS, inputs[values[p] & 0xFF]);
              int row = rows[p] * lanes + lane;
        """
        + from(0, vectors, "      FloatVectors.add(matrix, row@, x.mul(s#));\n")
        + "    }\n  }\n";
  }

  private static String fixedPointSum(int vectors) {
    return """
          private static void sumCOUNT(
              SparseRow entries, CutCodes codes, int[] matrix, int lanes, int lane, SplitSums sums) {
            char[] rows = entries.rows();
            byte[] values = entries.values();
            int[] highCodes = codes.highs();
            int[] lowCodes = codes.lows();
            int end = entries.end();
            IntVector high0 = IntVector.zero(INTS);
            IntVector low0 = high0;
        """
        + from(1, vectors, "    IntVector high# = high0;\n    IntVector low# = high0;\n")
        + """
            for (int p = entries.begin(); p < end; p++) {
              int value = values[p] & 0xFF;
              IntVector high = IntVector.broadcast(INTS, highCodes[value]);
              IntVector low = IntVector.broadcast(INTS, lowCodes[value]);
              int row = Lanes.FIRST + rows[p] * lanes + lane;
        """
        + from(
            0,
            vectors,
            """
                  IntVector row# = load(matrix, row@);
                  high# = high#.add(row#.mul(high));
                  low# = low#.add(row#.mul(low));
            """)
        + "    }\n"
        + from(
            0,
            vectors,
            "    high#.intoArray(sums.highs(), lane@);\n    low#.intoArray(sums.lows(), lane@);\n")
        + "  }\n";
  }

  /** Returns the lines for the vectors from {@code first} on: # is the number, @ how far it is. */
  private static String from(int first, int vectors, String lines) {
    return IntStream.range(first, vectors)
        .mapToObj(
            vector -> {
              String distance =
                  vector == 0 ? "" : " + " + (vector > 1 ? vector + " * " : "") + "WIDTH";
              return lines.replace("#", Integer.toString(vector)).replace("@", distance);
            })
        .collect(Collectors.joining());
  }
}
