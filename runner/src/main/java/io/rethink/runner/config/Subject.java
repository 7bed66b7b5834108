package io.rethink.runner.config;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The block that is being bound.
 *
 * @param path its key in the experiment; empty for the experiment itself
 * @param owner what it configures: {@code sgd}
 * @param otherKeys the keys in it that belong to somebody else, in the order of messages
 * @param hint a clause for the message about an unknown key, or the empty string
 */
record Subject(String path, String owner, Set<String> otherKeys, Function<String, String> hint) {

  Subject {
    otherKeys = Collections.unmodifiableSet(new LinkedHashSet<>(otherKeys));
  }

  Subject(String path, String owner, Set<String> otherKeys) {
    this(path, owner, otherKeys, key -> "");
  }

  /** The full key of {@code key} in this block. */
  String child(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
