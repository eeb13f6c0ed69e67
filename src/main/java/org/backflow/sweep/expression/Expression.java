package org.backflow.sweep.expression;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A condition over the columns of a row. It has numbers, texts in quotes, names of columns, {@code
 * + - * /}, the comparisons {@code < <= > >= == !=}, {@code and}, {@code or}, {@code not} and
 * parentheses. A comparison with a cell that is missing does not hold.
 */
public final class Expression {

  private enum Type {
    NUMBER("a number"),
    TEXT("a text"),
    CONDITION("a condition");

    private final String label;

    Type(String label) {
      this.label = label;
    }
  }

  /** Computes a value from a row; null is a missing one. */
  private interface Evaluation {
    @Nullable Object of(Cells row);
  }

  private record Operand(Type type, int position, Evaluation evaluation) {}

  private final String text;
  private final Evaluation evaluation;
  private final Set<Integer> columns;

  private Expression(String text, Evaluation evaluation, Set<Integer> columns) {
    this.text = text;
    this.evaluation = evaluation;
    this.columns = Set.copyOf(columns);
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException when it is none, saying where and what is expected
   */
  public static Expression parse(String text, Names names) {
    return new Parser(text, names).expression();
  }

  /** Returns whether the condition holds. */
  public boolean holds(Cells row) {
    return Boolean.TRUE.equals(evaluation.of(row));
  }

  /** Returns where the columns are that it names. */
  public Set<Integer> columns() {
    return columns;
  }

  /** Returns the condition as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** A parser by recursive descent, a method for each level of precedence. */
  private static final class Parser {
    private static final int DEEPEST = 200;

    /** What follows each other is nested when it is evaluated. */
    private static final int LONGEST = 4000;

    private final String text;
    private final Names names;
    private final List<Token> tokens;
    private final Set<Integer> columns = new TreeSet<>();
    private int next;
    private int depth;

    Parser(String text, Names names) {
      this.text = text;
      this.names = names;
      if (text.length() > LONGEST) {
        throw Token.refusal(LONGEST + 1, "expected at most " + LONGEST + " characters");
      }
      this.tokens = Token.of(text);
    }

    Expression expression() {
      Operand whole = alternatives();
      if (peek().kind() != Token.Kind.END) {
        throw refusal(peek(), "'and', 'or' or the end");
      }
      require(whole, Type.CONDITION);
      return new Expression(text, whole.evaluation, columns);
    }

    private Operand alternatives() {
      Operand left = conjunction();
      while (accept("or")) {
        left = logical(left, conjunction(), true);
      }
      return left;
    }

    private Operand conjunction() {
      Operand left = negation();
      while (accept("and")) {
        left = logical(left, negation(), false);
      }
      return left;
    }

    /** Returns a condition that is known as soon as one side is {@code decisive}. */
    private Operand logical(Operand left, Operand right, boolean decisive) {
      require(left, Type.CONDITION);
      require(right, Type.CONDITION);
      Evaluation first = left.evaluation;
      Evaluation second = right.evaluation;
      return new Operand(
          Type.CONDITION,
          left.position,
          row -> Boolean.valueOf(decisive).equals(first.of(row)) ? decisive : second.of(row));
    }

    private Operand negation() {
      Token start = peek();
      if (!accept("not")) {
        return comparison();
      }
      descend(start);
      Operand negated = negation();
      depth--;
      require(negated, Type.CONDITION);
      Evaluation evaluation = negated.evaluation;
      return new Operand(
          Type.CONDITION, start.position(), row -> !Boolean.TRUE.equals(evaluation.of(row)));
    }

    private Operand comparison() {
      Operand left = sum();
      Token sign = peek();
      if (sign.kind() != Token.Kind.SIGN || !"< <= > >= == != =".contains(sign.text())) {
        return left;
      }
      next++;
      if (sign.is("=")) {
        throw Token.refusal(sign.position(), "found '='; expected '==' for equal");
      }
      Operand right = sum();
      if (left.type == Type.CONDITION || left.type != right.type) {
        throw Token.refusal(
            sign.position(),
            "'"
                + sign.text()
                + "' between "
                + left.type.label
                + " and "
                + right.type.label
                + "; expected two numbers, or two texts");
      }
      if (left.type == Type.TEXT) {
        return textComparison(sign, left, right);
      }
      BiPredicate<Double, Double> test = test(sign.text());
      Evaluation first = left.evaluation;
      Evaluation second = right.evaluation;
      return new Operand(
          Type.CONDITION,
          left.position,
          row ->
              first.of(row) instanceof Double a
                  && second.of(row) instanceof Double b
                  && test.test(a, b));
    }

    private static Operand textComparison(Token sign, Operand left, Operand right) {
      if (!sign.is("==") && !sign.is("!=")) {
        throw Token.refusal(
            sign.position(), "'" + sign.text() + "' between texts; expected '==' or '!='");
      }
      boolean equal = sign.is("==");
      Evaluation first = left.evaluation;
      Evaluation second = right.evaluation;
      return new Operand(
          Type.CONDITION,
          left.position,
          row ->
              first.of(row) instanceof String a
                  && second.of(row) instanceof String b
                  && a.equals(b) == equal);
    }

    private static BiPredicate<Double, Double> test(String sign) {
      return switch (sign) {
        case "<" -> (a, b) -> a < b;
        case "<=" -> (a, b) -> a <= b;
        case ">" -> (a, b) -> a > b;
        case ">=" -> (a, b) -> a >= b;
        case "==" -> (a, b) -> a.doubleValue() == b.doubleValue();
        default -> (a, b) -> a.doubleValue() != b.doubleValue();
      };
    }

    private Operand sum() {
      Operand left = product();
      while (true) {
        if (accept("+")) {
          left = arithmetic(left, product(), Double::sum);
        } else if (accept("-")) {
          left = arithmetic(left, product(), (a, b) -> a - b);
        } else {
          return left;
        }
      }
    }

    private Operand product() {
      Operand left = factor();
      while (true) {
        if (accept("*")) {
          left = arithmetic(left, factor(), (a, b) -> a * b);
        } else if (accept("/")) {
          left = arithmetic(left, factor(), (a, b) -> a / b);
        } else {
          return left;
        }
      }
    }

    private Operand arithmetic(Operand left, Operand right, DoubleBinaryOperator operator) {
      require(left, Type.NUMBER);
      require(right, Type.NUMBER);
      Evaluation first = left.evaluation;
      Evaluation second = right.evaluation;
      return new Operand(
          Type.NUMBER,
          left.position,
          row ->
              first.of(row) instanceof Double a && second.of(row) instanceof Double b
                  ? (Object) operator.applyAsDouble(a, b)
                  : null);
    }

    private Operand factor() {
      Token token = peek();
      next++;
      if (token.kind() == Token.Kind.NUMBER) {
        Double number = Double.valueOf(token.text());
        return new Operand(Type.NUMBER, token.position(), row -> number);
      }
      if (token.kind() == Token.Kind.TEXT) {
        return new Operand(Type.TEXT, token.position(), row -> token.text());
      }
      if (token.is("-")) {
        descend(token);
        Operand negative = factor();
        depth--;
        require(negative, Type.NUMBER);
        Evaluation evaluation = negative.evaluation;
        return new Operand(
            Type.NUMBER,
            token.position(),
            row -> evaluation.of(row) instanceof Double a ? (Object) (-a) : null);
      }
      if (token.is("(")) {
        descend(token);
        Operand inside = alternatives();
        depth--;
        if (!accept(")")) {
          throw refusal(peek(), "')'");
        }
        return inside;
      }
      if (token.kind() == Token.Kind.NAME && !token.is("and") && !token.is("or")) {
        return column(token);
      }
      throw refusal(token, "a column, a number, a text in quotes or '('");
    }

    private Operand column(Token token) {
      int column =
          names
              .find(token.text())
              .orElseThrow(
                  () ->
                      Token.refusal(
                          token.position(),
                          "no column '"
                              + token.text()
                              + "' (a text goes in quotes); "
                              + names.nearest(token.text())));
      columns.add(column);
      if (!names.isNumeric(column)) {
        return new Operand(Type.TEXT, token.position(), row -> row.cell(column));
      }
      return new Operand(
          Type.NUMBER,
          token.position(),
          row -> row.cell(column) instanceof Number number ? (Object) number.doubleValue() : null);
    }

    private void descend(Token token) {
      depth++;
      if (depth > DEEPEST) {
        throw Token.refusal(token.position(), "more than " + DEEPEST + " levels of nesting");
      }
    }

    private static void require(Operand operand, Type type) {
      if (operand.type != type) {
        throw Token.refusal(
            operand.position, "found " + operand.type.label + "; expected " + type.label);
      }
    }

    private Token peek() {
      return tokens.get(Math.min(next, tokens.size() - 1));
    }

    private boolean accept(String word) {
      if (peek().is(word)) {
        next++;
        return true;
      }
      return false;
    }

    private static IllegalArgumentException refusal(Token found, String expected) {
      return Token.refusal(
          found.position(), "found " + found.described() + "; expected " + expected);
    }
  }
}
