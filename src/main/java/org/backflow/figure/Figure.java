package org.backflow.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a result, described once.
 *
 * @param <T> what it is read from
 * @param term the word that it is explained under
 * @param column its name in CSV and in sweeps
 * @param key its name in JSON
 * @param title its name in tables for people
 * @param kind what its values are
 * @param unit of its values; empty where they have none
 * @param goal which end of it is better
 * @param meaning what the column says
 * @param scope which columns there are of it and what they may hold
 * @param reader returns the value, or an optional of it
 */
public record Figure<T>(
    Term term,
    String column,
    String key,
    String title,
    Kind kind,
    String unit,
    Goal goal,
    String meaning,
    Scope scope,
    Function<? super T, ?> reader) {

  private static final Pattern NEXT_WORD = Pattern.compile("_([a-z0-9])");

  /**
   * Which columns there are of a figure, and what their cells may be.
   *
   * @param isRequired whether every cell has a value
   * @param choices the texts that it may be; none for any
   * @param pattern of the names of its columns, where there are several
   * @param isOptional whether there may be no column at all
   */
  public record Scope(
      boolean isRequired, List<String> choices, Optional<String> pattern, boolean isOptional) {
    private static final Scope ANY = new Scope(true, List.of(), Optional.empty(), false);

    /** Copies the list. */
    public Scope {
      choices = List.copyOf(choices);
    }
  }

  /** Returns a figure; its key is the column without underscores, {@code dramWords}. */
  public static <T> Figure<T> of(
      Kind kind, String column, Term term, Function<? super T, ?> reader) {
    return new Figure<>(
        term,
        column,
        NEXT_WORD.matcher(column).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT)),
        term.name(),
        kind,
        term.unit().orElse(kind.isNumeric() ? "1" : ""),
        Goal.NONE,
        term.meaning(),
        Scope.ANY,
        reader);
  }

  /** Returns the value read from {@code subject}; null where there is none. */
  public @Nullable Object value(T subject) {
    Object value = reader.apply(subject);
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? (Object) optional.getAsDouble() : null;
    }
    if (value instanceof OptionalLong optional) {
      return optional.isPresent() ? (Object) optional.getAsLong() : null;
    }
    return value;
  }

  /** Returns the value of a figure of numbers, NaN where there is none. */
  public double number(T subject) {
    return value(subject) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns the same figure of something that {@code part} is read from. */
  public <S> Figure<S> of(Function<? super S, ? extends T> part) {
    return new Figure<>(
        term,
        column,
        key,
        title,
        kind,
        unit,
        goal,
        meaning,
        scope,
        subject -> reader.apply(part.apply(subject)));
  }

  /** Returns the same figure whose values, where there are any, are {@code written} otherwise. */
  public Figure<T> written(Function<Object, Object> written) {
    Function<T, Object> read = subject -> Optional.<Object>ofNullable(value(subject)).map(written);
    return new Figure<>(term, column, key, title, kind, unit, goal, meaning, scope, read);
  }

  /** Returns the same figure of something that may have no {@code part}. */
  public <S> Figure<S> ofOptional(Function<? super S, Optional<? extends T>> part) {
    Function<S, Object> read =
        subject ->
            part.apply(subject)
                .<Object>map(found -> Optional.ofNullable(value(found)))
                .orElse(Optional.empty());
    return new Figure<S>(term, column, key, title, kind, unit, goal, meaning, scope, read)
        .optional();
  }

  /** Returns the figure under the name of a part of what it is of: {@code step_cycles}. */
  public Figure<T> prefixed(String prefix, String of) {
    String lower = Character.toLowerCase(meaning.charAt(0)) + meaning.substring(1);
    boolean isName = meaning.length() > 1 && Character.isUpperCase(meaning.charAt(1));
    return new Figure<>(
        term,
        prefix + "_" + column,
        prefix + Character.toUpperCase(key.charAt(0)) + key.substring(1),
        prefix + " " + title,
        kind,
        unit,
        goal,
        of + ": " + (isName ? meaning : lower),
        scope,
        reader);
  }

  /** Returns the figure with a name of its own in JSON. */
  public Figure<T> keyed(String name) {
    return new Figure<>(term, column, name, title, kind, unit, goal, meaning, scope, reader);
  }

  /** Returns the figure under another column. */
  public Figure<T> inColumn(String name) {
    return new Figure<>(term, name, key, title, kind, unit, goal, meaning, scope, reader);
  }

  /** Returns the figure with a name of its own in tables. */
  public Figure<T> titled(String name) {
    return new Figure<>(term, column, key, name, kind, unit, goal, meaning, scope, reader);
  }

  /** Returns the figure in a unit that is not that of its term. */
  public Figure<T> in(String ownUnit) {
    return new Figure<>(term, column, key, title, kind, ownUnit, goal, meaning, scope, reader);
  }

  /** Returns the figure with the end that is better. */
  public Figure<T> better(Goal end) {
    return new Figure<>(term, column, key, title, kind, unit, end, meaning, scope, reader);
  }

  /** Returns the figure with what its column says beyond its term. */
  public Figure<T> saying(String sentence) {
    return new Figure<>(term, column, key, title, kind, unit, goal, sentence, scope, reader);
  }

  /** Returns the figure, which some rows have not. */
  public Figure<T> optional() {
    return scoped(new Scope(false, scope.choices(), scope.pattern(), scope.isOptional()));
  }

  /** Returns the figure, which every row has. */
  public Figure<T> required() {
    return scoped(new Scope(true, scope.choices(), scope.pattern(), scope.isOptional()));
  }

  /** Returns the figure with the texts that it may be. */
  public Figure<T> oneOf(List<String> choices) {
    return scoped(new Scope(scope.isRequired(), choices, scope.pattern(), scope.isOptional()));
  }

  /** Returns the figure, of which there are as many columns as match a pattern. */
  public Figure<T> like(String pattern) {
    return scoped(
        new Scope(scope.isRequired(), scope.choices(), Optional.of(pattern), scope.isOptional()));
  }

  /** Returns the figure, of which there may be no column. */
  public Figure<T> perhaps() {
    return scoped(new Scope(scope.isRequired(), scope.choices(), scope.pattern(), true));
  }

  private Figure<T> scoped(Scope other) {
    return new Figure<>(term, column, key, title, kind, unit, goal, meaning, other, reader);
  }
}
