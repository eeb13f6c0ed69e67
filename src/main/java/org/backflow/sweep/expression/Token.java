package org.backflow.sweep.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text as it is written, a text without its quotes
 * @param position where it starts, from 1
 */
record Token(Kind kind, String text, int position) {

  enum Kind {
    NUMBER,
    TEXT,
    NAME,
    SIGN,
    END
  }

  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*(?:(?<number>(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_.]*)"
              + "|'(?<single>[^']*)'"
              + "|\"(?<double>[^\"]*)\""
              + "|(?<sign><=|>=|==|!=|[-<>=+*/()]))");

  /**
   * Returns the words of {@code text}, an end behind them.
   *
   * @throws IllegalArgumentException when there is something else in it
   */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = WORDS.matcher(text);
    int end = text.stripTrailing().length();
    int at = 0;
    while (at < end) {
      matcher.region(at, end);
      if (!matcher.lookingAt()) {
        int wrong = at;
        while (wrong < end && Character.isWhitespace(text.charAt(wrong))) {
          wrong++;
        }
        throw refusal(wrong + 1, unexpected(text.charAt(wrong)));
      }
      tokens.add(token(matcher));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "", end + 1));
    return tokens;
  }

  private static String unexpected(char c) {
    return c == '\'' || c == '"'
        ? "a text without its closing quote"
        : "'" + c + "' is no part of an expression";
  }

  private static Token token(Matcher matcher) {
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"), matcher.start("number") + 1);
    }
    if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"), matcher.start("name") + 1);
    }
    if (matcher.group("single") != null) {
      return new Token(Kind.TEXT, matcher.group("single"), matcher.start("single"));
    }
    if (matcher.group("double") != null) {
      return new Token(Kind.TEXT, matcher.group("double"), matcher.start("double"));
    }
    return new Token(Kind.SIGN, matcher.group("sign"), matcher.start("sign") + 1);
  }

  static IllegalArgumentException refusal(int position, String found) {
    return new IllegalArgumentException("at character " + position + ": " + found);
  }

  /** Returns whether this is the sign or the word {@code other}. */
  boolean is(String other) {
    return kind == Kind.SIGN
        ? text.equals(other)
        : kind == Kind.NAME && text.toLowerCase(Locale.ROOT).equals(other);
  }

  /** Returns what stands here, for messages. */
  String described() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
