package io.rethink.runner.journal;

import java.util.Map;

/**
 * Tags were set or replaced.
 *
 * @param time see {@link Event#time()}
 * @param tags the values by name
 */
public record TagsSet(long time, Map<String, String> tags) implements Event {

  public TagsSet {
    tags = Ordered.copy(tags);
  }
}
