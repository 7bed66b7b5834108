package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.config.IdleOverride;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Says which overrides a sweep sets aside. */
final class IdleOverrides {

  private static final int SHOWN = 4;

  private IdleOverrides() {}

  /**
   * Warns of overrides that some of the selected runs do not heed.
   *
   * @throws UserException if none of them heeds one
   */
  static void check(Study study, Predicate<Variant> selection, PrintWriter err) {
    List<Variant> selected = study.variants().stream().filter(selection).toList();
    for (String override : new LinkedHashSet<>(study.overrides())) {
      List<Variant> without =
          selected.stream().filter(variant -> !instead(variant, override).isEmpty()).toList();
      if (!without.isEmpty()) {
        String message = message(override, without, selected.size());
        if (without.size() == selected.size()) {
          throw new UserException(message);
        }
        err.println(message);
        err.flush();
      }
    }
  }

  private static String message(String override, List<Variant> without, int selected) {
    String runs =
        without.stream().limit(SHOWN).map(Variant::name).collect(Collectors.joining("; "));
    Set<String> instead =
        without.stream()
            .flatMap(variant -> instead(variant, override).stream())
            .limit(SHOWN)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return "-o %s changes %d of %d runs; the sweep sets it in %s%s; to change it there: %s"
        .formatted(
            override,
            selected - without.size(),
            selected,
            runs,
            without.size() > SHOWN ? "; …" : "",
            String.join(" ", instead));
  }

  private static List<String> instead(Variant variant, String override) {
    return variant.idle().stream()
        .filter(idle -> idle.text().equals(override))
        .map(IdleOverride::instead)
        .toList();
  }
}
