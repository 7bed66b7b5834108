package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import io.rethink.runner.options.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The runs of a study that are chosen by their labels: {@code labels=random,seed=1}. */
final class RunSelection {

  private static final int SHOWN = 12;

  private RunSelection() {}

  /**
   * The runs that have all labels of any of the choices; all runs without choices.
   *
   * @throws UserException if an axis or a label does not exist, or a choice names an axis twice or
   *     has no run
   */
  static Predicate<Variant> of(Study study, List<String> choices) {
    if (choices.isEmpty()) {
      return variant -> true;
    }
    if (!study.isSweep()) {
      throw new UserException(
          "--only chooses among the runs of a sweep, and %s has none".formatted(study.file()));
    }
    List<Map<String, String>> wanted = choices.stream().map(each -> read(study, each)).toList();
    return variant ->
        wanted.stream()
            .anyMatch(each -> variant.settings().entrySet().containsAll(each.entrySet()));
  }

  private static Map<String, String> read(Study study, String choice) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String part : parts(study, choice)) {
      String axis =
          study.axes().stream()
              .filter(each -> part.startsWith(each + "="))
              .findFirst()
              .orElseThrow(() -> unknownAxis(study, part));
      String label = part.substring(axis.length() + 1);
      if (!study.labels(axis).contains(label)) {
        throw unknownLabel(axis, label, study.labels(axis));
      }
      String before = labels.put(axis, label);
      if (before != null) {
        throw new UserException(
            "--only %s: %s is given twice, and a run has one; for both, give --only %s=%s --only %s=%s"
                .formatted(choice, axis, axis, before, axis, label));
      }
    }
    if (study.variants().stream()
        .noneMatch(variant -> variant.settings().entrySet().containsAll(labels.entrySet()))) {
      throw new UserException("--only %s: no run has all of these labels".formatted(choice));
    }
    return labels;
  }

  /** Labels may have commas: one that no axis follows belongs to the label before it. */
  private static List<String> parts(Study study, String choice) {
    List<String> parts = new ArrayList<>();
    for (String piece : choice.split(",", -1)) {
      boolean begins = piece.contains("=") && startsAxis(study, piece);
      if (parts.isEmpty() || begins || isComplete(study, parts.get(parts.size() - 1))) {
        parts.add(piece.strip());
      } else {
        parts.add(parts.remove(parts.size() - 1) + "," + piece);
      }
    }
    return parts;
  }

  private static boolean startsAxis(Study study, String piece) {
    return study.axes().stream().anyMatch(axis -> piece.strip().startsWith(axis + "="));
  }

  private static boolean isComplete(Study study, String part) {
    return study.axes().stream()
        .filter(axis -> part.startsWith(axis + "="))
        .anyMatch(axis -> study.labels(axis).contains(part.substring(axis.length() + 1)));
  }

  private static UserException unknownAxis(Study study, String part) {
    String name = part.contains("=") ? part.substring(0, part.indexOf('=')) : part;
    return new UserException(
        "--only %s: %s%s; the axes are %s"
            .formatted(
                part,
                part.contains("=")
                    ? name + " is no axis of the sweep"
                    : "it must be an axis and a label, as in seed=1",
                Spelling.suggestion(name, study.axes()),
                String.join(", ", study.axes())));
  }

  private static UserException unknownLabel(String axis, String label, List<String> labels) {
    return new UserException(
        "--only %s=%s: the sweep has no such %s; it has %s%s"
            .formatted(
                axis,
                label,
                axis,
                String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size()))),
                labels.size() > SHOWN ? ", …" : ""));
  }
}
