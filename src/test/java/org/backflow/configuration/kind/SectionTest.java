package org.backflow.configuration.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.choice;
import static org.backflow.configuration.kind.ValueKind.integer;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backflow.configuration.Configuration;
import org.backflow.configuration.StartingFile;
import org.backflow.configuration.tree.ConfigurationException;
import org.junit.jupiter.api.Test;

/** One description of a key says all that is known of it. */
class SectionTest {

  private enum Order {
    FIXED,
    RESHUFFLED
  }

  private record Shape(int rows, Optional<String> note) {}

  private record Run(int epochs, Order order, List<Integer> widths, Shape shape, int threads) {
    Run {
      if (epochs > widths.size() * 100) {
        throw new IllegalArgumentException("too many epochs");
      }
    }
  }

  private static final Section<Shape> SHAPE =
      Section.of(
          keys ->
              new Shape(
                  keys.of(
                      required("rows", integer(1, 9), "Of the array.").startingWith("4"),
                      Shape::rows),
                  keys.of(
                      optional("note", text(), "For the reader.").startingWith("none"),
                      Shape::note)));

  private static final Section<Run> RUN =
      Section.of(
          keys ->
              new Run(
                  keys.of(
                      required("epochs", integer(1, 1000), "Passes.").startingWith("5"),
                      Run::epochs),
                  keys.of(
                      optional("order", choice(Order.class), Order.FIXED, "Of the samples.")
                          .describedUnlessDefault(),
                      Run::order),
                  keys.of(
                      required("widths", listOf(integer(1, 99), 1, 3), "").describedFirst(),
                      Run::widths),
                  keys.of(required("shape", SHAPE, "The array."), Run::shape),
                  keys.of(
                      optional("threads", integer(1, 8), 2, "At a time.").varying().undescribed(),
                      Run::threads)));

  private static Run read(String yaml) {
    return Configuration.parse("run.yaml", yaml).bind(RUN::read);
  }

  @Test
  void file_withoutOptionalKeys_hasTheirDefaults() {
    assertThat(read("{epochs: 3, widths: [7, 8], shape: {rows: 2}}"))
        .isEqualTo(new Run(3, Order.FIXED, List.of(7, 8), new Shape(2, Optional.empty()), 2));
  }

  @Test
  void problems_ofSeveralKeys_areReportedAtOnce() {
    assertThatThrownBy(() -> read("{epoch: 3, order: fixd, widths: [], shape: {rows: 10}}"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            run.yaml:1:2: unknown key 'epoch'; did you mean 'epochs'?
            run.yaml:1:19: 'order' is the text 'fixd'; expected 'fixed' or 'reshuffled'; did you mean 'fixed'?
            run.yaml:1:33: 'widths' is a list; expected 1 to 3 elements
            run.yaml:1:51: 'shape.rows' is 10; expected a whole number from 1 to 9"""
                .replace("is a list", "is an empty list"));
  }

  @Test
  void description_ofAValue_isInItsOrderAndReadBack() {
    Run run = new Run(3, Order.RESHUFFLED, List.of(7), new Shape(2, Optional.of("a")), 2);
    Map<String, Object> described = RUN.describe(run);
    assertThat(described)
        .hasToString("{widths=[7], epochs=3, order=reshuffled, shape={rows=2, note=a}}");
    assertThat(read("{widths: [7], epochs: 3, order: reshuffled, shape: {rows: 2, note: a}}"))
        .isEqualTo(run);
    assertThat(RUN.describe(new Run(3, Order.FIXED, List.of(7), new Shape(2, Optional.empty()), 5)))
        .hasToString("{widths=[7], epochs=3, shape={rows=2}}");
  }

  @Test
  void schema_ofASection_saysKindsMeaningsAndDefaults() {
    assertThat(RUN.schema())
        .hasToString(
            "{type=object, additionalProperties=false, required=[epochs, widths, shape],"
                + " properties={epochs={description=Passes., type=integer, minimum=1, maximum=1000},"
                + " order={description=Of the samples., enum=[fixed, reshuffled], default=fixed},"
                + " widths={type=array, minItems=1, maxItems=3, items={type=integer, minimum=1,"
                + " maximum=99}}, shape={description=The array., type=object,"
                + " additionalProperties=false, required=[rows], properties={rows={description=Of"
                + " the array., type=integer, minimum=1, maximum=9}, note={description=For the"
                + " reader., type=string, minLength=1}}}, threads={description=At a time.,"
                + " type=integer, minimum=1, maximum=8}}}");
  }

  @Test
  void startingFile_ofASection_explainsEveryKey() {
    assertThat(StartingFile.of(List.of("A run."), SHAPE))
        .isEqualTo(
            """
            # A run.
            # Keys that may be left out are behind a '#'.

            # Of the array. A whole number from 1 to 9.
            rows: 4

            # For the reader. A text.
            # note: none
            """);
  }

  @Test
  void keysLaidOverAValue_thatAreLeftOut_areThoseOfTheValue() {
    Shape base = new Shape(2, Optional.of("a"));
    Shape read =
        Configuration.parse("shape.yaml", "rows: 3").bind(map -> SHAPE.readOver(map, base));
    assertThat(read).isEqualTo(new Shape(3, Optional.of("a")));
  }

  @Test
  void memory_ofKeys_assemblesWhatWasReadApart() {
    SectionMemory<Run> memory = new SectionMemory<>(RUN);
    Run one = read("{epochs: 3, widths: [7], shape: {rows: 2}}");
    Run two = read("{epochs: 4, widths: [7, 8], shape: {rows: 2}}");
    memory.remember(Map.of(), one);
    memory.remember(Map.of("epochs", List.of("epochs=4"), "widths", List.of("widths=[7, 8]")), two);
    Optional<Run> assembled = memory.assembled(Map.of("epochs", List.of("epochs=4")));
    assertThat(assembled.map(Run::epochs)).contains(4);
    assertThat(assembled.orElseThrow().widths()).isSameAs(one.widths());
    assertThat(memory.assembled(Map.of("epochs", List.of("epochs=5")))).isEmpty();
    assertThat(memory.assembled(Map.of("nothing", List.of("nothing=1")))).isEmpty();
  }
}
