package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Collects what the readers of each value contribute to its gradient. */
final class Gradients {

  private final List<List<Gradient>> contributions = new ArrayList<>();
  private final List<List<PointwiseGradient>> additions = new ArrayList<>();

  Gradients(int values) {
    for (int i = 0; i < values; i++) {
      contributions.add(new ArrayList<>());
      additions.add(new ArrayList<>());
    }
  }

  void add(int value, Contribution contribution) {
    if (contribution instanceof PointwiseGradient addition) {
      additions.get(value).add(addition);
    } else {
      contributions.get(value).add((Gradient) contribution);
    }
  }

  /** The sum of all contributions to {@code value}; empty if there is none. */
  Optional<Gradient> take(Assembly assembly, int value) {
    List<Gradient> parts = contributions.get(value);
    List<PointwiseGradient> later = additions.get(value);
    if (parts.isEmpty() && !later.isEmpty()) {
      parts.add(later.remove(0).alone(assembly));
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Gradient sum = sum(assembly, parts);
    for (PointwiseGradient addition : later) {
      sum = addition.addedTo(assembly, sum);
    }
    return Optional.of(sum);
  }

  private static Gradient sum(Assembly assembly, List<Gradient> parts) {
    int target = 0;
    while (target < parts.size() - 1 && !parts.get(target).exclusive()) {
      target++;
    }
    Collections.swap(parts, 0, target);
    Gradient sum = parts.get(0);
    Layout layout = sum.tensor().layout();
    for (Gradient part : parts.subList(1, parts.size())) {
      Tensor added = assembly.in(layout, part.tensor());
      Tensor written = sum.overwritten(assembly);
      sum = new Gradient(Binary.add(assembly, sum.tensor(), added, written), true);
    }
    return sum;
  }
}
