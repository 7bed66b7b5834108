package io.rethink.optimization;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What an optimizer remembers between steps: named vectors, as long as the parameters. */
final class Memory {

  private final List<String> names;
  private final Map<String, INDArray> vectors = new LinkedHashMap<>();

  /** A memory of vectors with these names, none of which exists yet. */
  Memory(String... names) {
    this.names = List.of(names);
  }

  /** The vector called {@code name}: as long as {@code parameters}, and 0 when first asked for. */
  INDArray vector(String name, INDArray parameters) {
    INDArray vector = vectors.get(name);
    if (vector == null) {
      vector = detached(parameters).assign(0);
      vectors.put(name, vector);
    } else if (vector.length() != parameters.length()) {
      throw new IllegalStateException(
          "the optimizer's %s has %d values, but the network has %d parameters"
              .formatted(name, vector.length(), parameters.length()));
    }
    return vector;
  }

  Map<String, INDArray> view() {
    return Collections.unmodifiableMap(vectors);
  }

  void restore(Map<String, INDArray> state) {
    if (!state.isEmpty() && !state.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "this optimizer's state consists of %s, not of %s".formatted(names, state.keySet()));
    }
    vectors.clear();
    for (String name : names) {
      INDArray saved = state.get(name);
      if (saved != null) {
        vectors.put(name, detached(saved).assign(saved));
      }
    }
  }

  /** An array that no workspace ends, of the type and shape of {@code like}. */
  static INDArray detached(INDArray like) {
    return Nd4j.createUninitializedDetached(like.dataType(), like.shape());
  }
}
