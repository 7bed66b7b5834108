package io.rethink.regularization;

import io.rethink.api.UserException;
import java.util.Collection;
import java.util.List;

/** The layers that a regularizer's {@code layers} option names. */
final class LayerNames {

  private LayerNames() {}

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
