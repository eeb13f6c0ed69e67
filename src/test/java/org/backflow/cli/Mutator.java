package org.backflow.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages a file as people, editors and disks do: lines, numbers, words, bytes. */
final class Mutator {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9-]*");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1e999",
          "1e-400",
          "1e999999999",
          "NaN",
          "-0.0",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1".repeat(1_000),
          "0x7fffffff",
          "0.1",
          "",
          "true",
          "null");

  private static final List<String> FRAGMENTS =
      List.of(
          "[",
          "]",
          "{",
          "}",
          ",",
          ",,,",
          ":",
          "=",
          "\"",
          "'",
          "#",
          "\t",
          "\r",
          "\u0000",
          "\u001b[2J",
          "\u202e",
          "\ufeff",
          "\u00a0",
          "=1+cmd|calc!A1",
          "[".repeat(100),
          "{\"a\":".repeat(100),
          "x".repeat(20_000));

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns {@code bytes} with one to three damages. */
  byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged = random.nextInt(3) == 0 ? damagedBytes(damaged) : damagedText(damaged);
    }
    return damaged;
  }

  private byte[] damagedText(byte[] bytes) {
    // Every byte is a character of this charset, so that no other byte changes.
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String damaged =
        switch (random.nextInt(5)) {
          case 0 -> replaced(text, NUMBER, NUMBERS.get(random.nextInt(NUMBERS.size())));
          case 1 -> replaced(text, WORD, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
          case 2 -> swappedWords(text);
          default -> damagedLines(text);
        };
    return damaged.getBytes(StandardCharsets.UTF_8).length == damaged.length()
        ? damaged.getBytes(StandardCharsets.ISO_8859_1)
        : mixed(damaged);
  }

  /** Fragments beyond one byte are UTF-8, what was there before keeps its bytes. */
  private static byte[] mixed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    text.chars()
        .forEach(
            c -> {
              if (c < 256) {
                bytes.write(c);
              } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  private String replaced(String text, Pattern pattern, String other) {
    List<MatchResult> found = pattern.matcher(text).results().toList();
    if (found.isEmpty()) {
      return text + other;
    }
    MatchResult one = found.get(random.nextInt(found.size()));
    return text.substring(0, one.start()) + other + text.substring(one.end());
  }

  private String swappedWords(String text) {
    List<MatchResult> found = WORD.matcher(text).results().toList();
    return found.isEmpty()
        ? ""
        : replaced(text, WORD, found.get(random.nextInt(found.size())).group());
  }

  private String damagedLines(String text) {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    int at = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(other, lines.get(at));
      case 2 -> lines.set(at, " " + lines.get(at));
      default -> lines.set(at, lines.set(other, lines.get(at)));
    }
    return String.join("\n", lines);
  }

  private byte[] damagedBytes(byte[] bytes) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      case 2 -> {
        byte[] without = new byte[bytes.length - 1];
        System.arraycopy(bytes, 0, without, 0, at);
        System.arraycopy(bytes, at + 1, without, at, without.length - at);
        yield without;
      }
      default -> {
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
    };
  }
}
