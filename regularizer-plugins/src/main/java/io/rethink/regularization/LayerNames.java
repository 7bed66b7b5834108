package io.rethink.regularization;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The layers that a regularizer's {@code layers} option names. */
final class LayerNames {

  private LayerNames() {}

  /**
   * The parameter arrays of the named layers, or of all if {@code named} is null.
   *
   * @throws UserException if a layer is named that has no parameters
   */
  static List<ParameterBlock> chosen(@Nullable List<String> named, Parameters parameters) {
    if (named == null) {
      return parameters.blocks();
    }
    Set<String> present =
        parameters.blocks().stream()
            .map(ParameterBlock::layer)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    check(named, present);
    return parameters.blocks().stream().filter(block -> named.contains(block.layer())).toList();
  }

  /**
   * Sees to it that every named layer exists.
   *
   * @param present the names of the layers that could be named
   * @throws UserException that lists the missing and the present ones
   */
  static void check(List<String> named, Collection<String> present) {
    List<String> missing = named.stream().filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new UserException(
          "layers names %s, but the network has no such layer. It has: %s."
              .formatted(String.join(", ", missing), String.join(", ", present)));
    }
  }
}
