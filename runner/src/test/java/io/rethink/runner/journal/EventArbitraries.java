package io.rethink.runner.journal;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Events of every kind, with any text and any numbers in them. */
final class EventArbitraries extends DomainContextBase {

  @Provide
  Arbitrary<Event> events() {
    return Arbitraries.oneOf(List.of(started(), metrics(), artifacts(), tagsSet(), ended()));
  }

  /** Any text that UTF-8 can express, line ends and quotes more often than chance has them. */
  private static Arbitrary<String> text() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .all()
            .ofMaxLength(20)
            .filter(text -> text.codePoints().noneMatch(EventArbitraries::isSurrogate));
    return Arbitraries.oneOf(
        any, Arbitraries.of("\n", "\r\n", "\"\\", "\u2028", "\u0000", "π → ∞", "🎲"));
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static Arbitrary<String> word() {
    return text().filter(text -> !text.isBlank());
  }

  private static Arbitrary<Map<String, String>> texts() {
    return Arbitraries.maps(text(), text()).ofMaxSize(4);
  }

  private static Arbitrary<Double> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.doubles(),
        Arbitraries.longs().map(Double::longBitsToDouble),
        Arbitraries.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE));
  }

  private static Arbitrary<Event> started() {
    Arbitrary<DatasetInput> dataset =
        Combinators.combine(
                word(),
                word(),
                text(),
                Arbitraries.of(DatasetInput.Context.class),
                Arbitraries.longs(),
                Arbitraries.integers().list().ofMaxSize(3),
                Arbitraries.integers())
            .as(DatasetInput::new);
    return Combinators.combine(
            Combinators.combine(Arbitraries.longs(), word(), word(), text()).as(Head::new),
            word().injectNull(0.5),
            texts(),
            texts(),
            text(),
            dataset.list().ofMaxSize(2))
        .as(
            (head, parent, parameters, tags, note, datasets) ->
                new RunStarted(
                    head.time,
                    head.runId,
                    head.experiment,
                    head.name,
                    parent,
                    parameters,
                    tags,
                    note,
                    datasets));
  }

  private record Head(long time, String runId, String experiment, String name) {}

  private static Arbitrary<Event> metrics() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.maps(text(), numbers()).ofMaxSize(5))
        .as(MetricsLogged::new);
  }

  private static Arbitrary<Event> artifacts() {
    Arbitrary<String> part =
        word().filter(text -> !text.matches("\\.\\.?") && !text.matches("(?s).*[/\\\\].*"));
    return Combinators.combine(
            Arbitraries.longs(),
            part.list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("/", parts)),
            Arbitraries.of(ArtifactWritten.Kind.class))
        .as(ArtifactWritten::new);
  }

  private static Arbitrary<Event> tagsSet() {
    return Combinators.combine(Arbitraries.longs(), texts()).as(TagsSet::new);
  }

  private static Arbitrary<Event> ended() {
    return Combinators.combine(
            Arbitraries.longs(), Arbitraries.of(RunStatus.class), text().injectNull(0.3))
        .as(RunEnded::new);
  }
}
