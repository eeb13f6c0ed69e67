package org.backflow.configuration.kind;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.tree.Node;
import org.backflow.configuration.tree.Shelf;
import org.backflow.configuration.tree.WrittenValue;

/**
 * What a value of a configuration must be: its type, its range, and how messages describe both. The
 * factories are meant to be imported statically, as in {@code map.required("layers",
 * listOf(integer(1, 4096), 2, 64))}. All kinds but {@link #nothing} refuse empty values; none
 * converts silently, so {@code 5.0} is no whole number and {@code 5} is no text.
 *
 * @param <T> the type of the bound value
 */
public abstract class ValueKind<T> {

  ValueKind() {}

  /**
   * {@return a whole number: decimal, hexadecimal after {@code 0x} or octal after {@code 0o}}
   *
   * @param minimum the smallest one, inclusive
   * @param maximum the largest one, inclusive
   */
  public static ValueKind<Integer> integer(int minimum, int maximum) {
    return new WholeNumberKind<>(minimum, maximum, Math::toIntExact);
  }

  /**
   * {@return a whole number: decimal, hexadecimal after {@code 0x} or octal after {@code 0o}}
   *
   * @param minimum the smallest one, inclusive
   * @param maximum the largest one, inclusive
   */
  public static ValueKind<Long> longInteger(long minimum, long maximum) {
    return new WholeNumberKind<>(minimum, maximum, number -> number);
  }

  /** {@return a finite number, whole or not, to be bounded by its own methods} */
  public static NumberKind number() {
    return NumberKind.UNBOUNDED;
  }

  /** {@return a text that is not blank; one that looks like a number must be in quotes} */
  public static ValueKind<String> text() {
    return new TextKind(false);
  }

  /** {@return a text that may also be blank, as programs write it} */
  public static ValueKind<String> textOrBlank() {
    return new TextKind(true);
  }

  /**
   * {@return an empty value, {@code null} in JSON}
   *
   * @param <T> the type of what it means
   * @param meaning what it means
   */
  public static <T> ValueKind<T> nothing(T meaning) {
    return new NothingKind<>(meaning);
  }

  /** {@return the truth value {@code true} or {@code false}} */
  public static ValueKind<Boolean> bool() {
    return new TruthValueKind();
  }

  /**
   * {@return the file that a name or a path leads to}
   *
   * @param shelf where it stands
   */
  public static ValueKind<Path> fileOf(Shelf shelf) {
    return new FileKind(shelf);
  }

  /** {@return any value that is not empty, as it was written} */
  public static ValueKind<WrittenValue> written() {
    return new WrittenKind();
  }

  /**
   * {@return a text that stands for a value}
   *
   * @param <T> the type of the value
   * @param text how it is spelled
   * @param meaning the value
   */
  public static <T> ValueKind<T> constant(String text, T meaning) {
    return new ChoiceKind<>(Map.of(text, meaning));
  }

  /**
   * {@return one of several texts}
   *
   * @param texts how they are spelled
   */
  public static ValueKind<String> choice(List<String> texts) {
    Map<String, String> choices = new LinkedHashMap<>();
    texts.forEach(text -> choices.put(text, text));
    return new ChoiceKind<>(choices);
  }

  /**
   * {@return what a name stands for}
   *
   * @param <T> the type of what is named
   * @param names the names that messages list, and near which others are sought
   * @param otherForms further names, to complete the sentence "expected 'a', 'b', or ..."
   * @param lookUp returns what a name stands for, or nothing
   * @param name returns the name of a value
   */
  public static <T> ValueKind<T> named(
      List<String> names,
      String otherForms,
      Function<String, Optional<T>> lookUp,
      Function<? super T, String> name) {
    return new NamedKind<>(names, otherForms, lookUp, name);
  }

  /**
   * {@return a constant of an enum, in lower case with hyphens: {@code OUTPUT_STATIONARY} is {@code
   * output-stationary}}
   *
   * @param <E> the enum
   * @param type its class
   */
  public static <E extends Enum<E>> ValueKind<E> choice(Class<E> type) {
    return choice(type, constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /**
   * {@return a constant of an enum}
   *
   * @param <E> the enum
   * @param type its class
   * @param label how a constant is spelled
   * @throws IllegalArgumentException if two constants are spelled alike
   */
  public static <E extends Enum<E>> ValueKind<E> choice(Class<E> type, Function<E, String> label) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      if (choices.put(label.apply(constant), constant) != null) {
        throw new IllegalArgumentException("two constants are spelled " + label.apply(constant));
      }
    }
    return new ChoiceKind<>(choices);
  }

  /**
   * {@return a list of any size}
   *
   * @param <T> the type of its elements
   * @param element what each of them must be
   */
  public static <T> ValueKind<List<T>> listOf(ValueKind<T> element) {
    return listOf(element, 0, Integer.MAX_VALUE);
  }

  /**
   * {@return a list}
   *
   * @param <T> the type of its elements
   * @param element what each of them must be
   * @param minimumSize how many they are at least
   * @param maximumSize how many they are at most
   */
  public static <T> ValueKind<List<T>> listOf(
      ValueKind<T> element, int minimumSize, int maximumSize) {
    return new ListKind<>(element, minimumSize, maximumSize);
  }

  /**
   * {@return a map}
   *
   * @param <T> the type of what it means
   * @param binder reads it; see {@link ConfigurationMap} for what it may rely on
   */
  public static <T> ValueKind<T> mapOf(Function<ConfigurationMap, T> binder) {
    return new MapKind<>(binder);
  }

  /**
   * {@return what a conversion makes of this}
   *
   * @param <U> the type of the result
   * @param expected what a value must be, to complete the sentence "expected ..."
   * @param conversion throws IllegalArgumentException to refuse a value, with the reason as its
   *     message
   */
  public final <U> ValueKind<U> as(String expected, Function<? super T, ? extends U> conversion) {
    return new ConvertedKind<>(this, expected, conversion, value -> Optional.empty());
  }

  /**
   * Returns this or something else. Which of the two is told by the form of what is written: a map,
   * a list, a text, a number or a truth value; this one has precedence. A value is described in the
   * first form that knows how.
   *
   * @param other what else a value may be
   * @return a value that is either
   */
  public final ValueKind<T> or(ValueKind<? extends T> other) {
    return new EitherKind<>(this, other);
  }

  /**
   * {@return what a conversion makes of this, and can be turned back into}
   *
   * @param <U> the type of the result
   * @param expected what a value must be, to complete the sentence "expected ..."
   * @param conversion throws IllegalArgumentException to refuse a value, with the reason as its
   *     message
   * @param inverse returns what is written of a result
   */
  public final <U> ValueKind<U> as(
      String expected,
      Function<? super T, ? extends U> conversion,
      Function<? super U, ? extends T> inverse) {
    return new ConvertedKind<>(
        this, expected, conversion, value -> Optional.of(inverse.apply(value)));
  }

  /**
   * {@return what a conversion makes of this, and only some of which can be turned back into}
   *
   * @param <U> the type of the result
   * @param expected what a value must be, to complete the sentence "expected ..."
   * @param conversion throws IllegalArgumentException to refuse a value, with the reason as its
   *     message
   * @param inverse returns what is written of a result, or nothing where another form is
   */
  public final <U> ValueKind<U> asSome(
      String expected,
      Function<? super T, ? extends U> conversion,
      Function<? super U, Optional<T>> inverse) {
    return new ConvertedKind<>(this, expected, conversion, inverse);
  }

  /**
   * {@return this, with another way to describe its values}
   *
   * @param described returns the tree of a value, which this reads again
   */
  public final ValueKind<T> describedAs(Function<? super T, ?> described) {
    return new DescribedKind<>(this, value -> Optional.of(described.apply(value)), this::schema);
  }

  /**
   * {@return this, with a schema that says what its conversion accepts}
   *
   * @param schema makes a JSON Schema when one is asked for
   */
  public final ValueKind<T> withSchema(Supplier<Map<String, Object>> schema) {
    return new DescribedKind<>(this, this::write, schema);
  }

  /**
   * {@return a text with a schema that says what its conversion accepts}
   *
   * @param regularExpression what the whole text matches
   */
  public final ValueKind<T> withPattern(String regularExpression) {
    return withSchema(
        () -> JsonSchema.of("type", "string", "pattern", "^" + regularExpression + "$"));
  }

  /** Returns what a value must be, to complete the sentence "expected ...". */
  public abstract String expected();

  /** Returns a JSON Schema of what this reads, as far as one can say it. */
  public abstract Map<String, Object> schema();

  /**
   * Returns a value as what is read again: a map, a list, a text, a number or a truth value.
   * Nothing where another form of it is described; see {@link #or}.
   */
  abstract Optional<Object> write(T value);

  /**
   * {@return the same of a kind that describes all its values}
   *
   * @param value any
   */
  final Object described(T value) {
    return write(value)
        .orElseThrow(() -> new IllegalStateException("no way to write " + expected()));
  }

  /** Returns a valid value that shows what is meant, if one is at hand. */
  Optional<T> example() {
    return standIn();
  }

  /** Returns whether a value has the form that this kind reads, though it may be refused. */
  abstract boolean hasForm(Node node);

  /**
   * Returns whether a value of this form may be of this kind, as far as a glance tells: of two
   * kinds of lists, the one whose elements have the form of the first.
   */
  boolean resembles(Node node) {
    return hasForm(node);
  }

  /** Returns what a value means, or nothing after reporting why it is refused. */
  abstract Optional<T> read(LocatedValue value);

  /**
   * Returns some valid value, if one is at hand. It takes the place of a refused one, so that what
   * comes after it is read, and refused, as well; it never leaves {@link Configuration#bind}.
   */
  abstract Optional<T> standIn();
}
