package org.backflow.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  private static final int POINTS = 6;
  private static final String FINGERPRINT = "0123456789abcdef";
  private static final int MUTANTS = 400;

  @TempDir private Path folder;
  private Sweep sweep;
  private List<String> lines;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void writeAJournal() throws IOException {
    sweep =
        SweepFiles.sweep(
            folder,
            """
            train: false
            space:
              accelerator.array: [4x4, 8x8, 16x16]
              scheme: [backprop, one-hot]
            constraints: [dsp <= 112]
            """);
    lines =
        new PointEvaluator(sweep, ResourceEstimates.of(SweepFiles.HOME))
            .lines(List.of(0, 1, 2, 3, 4, 5));
    file = folder.resolve("results.partial.csv");
    try (Journal journal = open()) {
      journal.add(lines.subList(2, POINTS));
      journal.add(lines.subList(0, 2));
    }
    whole = Files.readAllBytes(file);
  }

  private Journal open() {
    return Journal.open(file, FINGERPRINT, sweep.columns(), POINTS);
  }

  private Map<Integer, String> read(Journal journal) {
    Map<Integer, String> found = new TreeMap<>();
    for (int point = 0; point < POINTS; point++) {
      if (!journal.has(point)) {
        journal.add(List.of(lines.get(point)));
      }
    }
    journal.inOrder(entry -> found.put(entry.row().point(), entry.line()));
    return found;
  }

  private void assertHoldsTheVeryRows(Journal journal, String context) {
    Map<Integer, String> expected = new TreeMap<>();
    for (int point = 0; point < POINTS; point++) {
      expected.put(point, lines.get(point));
    }
    assertThat(read(journal)).as(context).isEqualTo(expected);
  }

  @Test
  void open_journalAsItWasWritten_hasEveryRowInTheOrderOfThePoints() {
    try (Journal journal = open()) {
      assertThat(journal.count()).isEqualTo(POINTS);
      assertThat(journal.damage()).isEmpty();
      assertHoldsTheVeryRows(journal, "whole");
    }
  }

  @Test
  void open_oneDigitChanged_dropsTheRowAndSaysWhere() throws IOException {
    // Points 2 to 5, then 0 and 1, behind two lines: point 3 is in line 4.
    String text = new String(whole, UTF_8);
    int cell = text.indexOf("\n3,done,") + "\n3,done,,".length();
    int digit = text.indexOf(',', cell) - 1;
    byte[] changed = whole.clone();
    changed[digit] = (byte) (changed[digit] == '1' ? '2' : '1');
    Files.write(file, changed);
    try (Journal journal = open()) {
      assertThat(journal.damage()).isEqualTo(Map.of(4, "its checksum is not that of its cells"));
      assertThat(journal.has(3)).isFalse();
      assertThat(journal.count()).isEqualTo(POINTS - 1);
      assertHoldsTheVeryRows(journal, "after point 3 was added again");
    }
  }

  @Test
  void open_tornLastLine_isCutOffWithoutAWord() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    try (Journal journal = open()) {
      assertThat(journal.damage()).isEmpty();
      assertThat(journal.has(1)).isFalse();
      assertHoldsTheVeryRows(journal, "after point 1 was added again");
    }
    assertThat(file).hasBinaryContent(whole);
  }

  @Test
  void open_rowsOfAnEarlierFormat_areAllComputedAgain() throws IOException {
    String old = new String(whole, UTF_8).replaceAll(",crc32c:[0-9a-f]{8}", "");
    Files.writeString(file, old);
    try (Journal journal = open()) {
      assertThat(journal.count()).isZero();
      assertThat(journal.damage()).hasSize(POINTS);
      assertHoldsTheVeryRows(journal, "after all were added again");
    }
  }

  @Test
  void inOrder_rowChangedWhileTheSweepRuns_isNotBelieved() throws IOException {
    try (Journal journal = open()) {
      byte[] changed = whole.clone();
      changed[whole.length - 40] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(() -> journal.inOrder(entry -> {}))
          .isInstanceOf(SweepFolderException.class)
          .hasMessageContaining("was changed while the sweep ran");
    }
  }

  /** Changes a journal as a bad disk, an editor or a torn copy may. */
  private byte[] mutant(Random random) throws IOException {
    int from = random.nextInt(whole.length);
    int to = Math.min(whole.length, from + 1 + random.nextInt(60));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    switch (random.nextInt(7)) {
      case 0 -> {
        byte[] flipped = whole.clone();
        flipped[from] ^= (byte) (1 << random.nextInt(8));
        bytes.write(flipped);
      }
      case 1 -> bytes.write(whole, 0, from);
      case 2 -> {
        bytes.write(whole, 0, from);
        bytes.write(whole, to, whole.length - to);
      }
      case 3 -> {
        bytes.write(whole, 0, to);
        bytes.write(whole, from, whole.length - from);
      }
      case 4 -> {
        byte[] noise = new byte[1 + random.nextInt(20)];
        random.nextBytes(noise);
        bytes.write(whole, 0, from);
        bytes.write(noise);
        bytes.write(whole, from, whole.length - from);
      }
      case 5 -> {
        byte[] digit = whole.clone();
        int at = from;
        while (!Character.isDigit(digit[at])) {
          at = (at + 1) % digit.length;
        }
        digit[at] = (byte) ('0' + random.nextInt(10));
        bytes.write(digit);
      }
      default -> {
        List<String> rows = new ArrayList<>(new String(whole, UTF_8).lines().toList());
        Collections.swap(rows, random.nextInt(rows.size()), random.nextInt(rows.size()));
        rows.set(random.nextInt(rows.size()), rows.get(random.nextInt(rows.size())));
        bytes.write((String.join("\n", rows) + "\n").getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void open_anyMutant_isRefusedAsAWholeOrHoldsTheVeryRows(long seed) throws IOException {
    Random random = new Random(seed);
    Set<String> outcomes = new HashSet<>();
    for (int i = 0; i < MUTANTS; i++) {
      byte[] mutant = mutant(random);
      Files.write(file, mutant);
      String context = "seed " + seed + ", mutant " + i + ": " + new String(mutant, UTF_8);
      try (Journal journal = open()) {
        outcomes.add(journal.damage().isEmpty() ? "taken" : "rows dropped");
        assertHoldsTheVeryRows(journal, context);
      } catch (SweepFolderException e) {
        outcomes.add("refused");
        assertThat(e).as(context).hasMessageContaining("--restart");
      }
    }
    assertThat(outcomes).containsExactlyInAnyOrder("taken", "rows dropped", "refused");
  }
}
