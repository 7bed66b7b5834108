package io.rethink.runner.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that happened in a run or a study; one line of its journal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunStarted.class, name = "run-started"),
  @JsonSubTypes.Type(value = MetricsLogged.class, name = "metrics-logged"),
  @JsonSubTypes.Type(value = ArtifactWritten.class, name = "artifact-written"),
  @JsonSubTypes.Type(value = TagsSet.class, name = "tags-set"),
  @JsonSubTypes.Type(value = RunEnded.class, name = "run-ended")
})
public sealed interface Event
    permits RunStarted, MetricsLogged, ArtifactWritten, TagsSet, RunEnded {

  /**
   * When it happened, in milliseconds since 1970 UTC. Fixed when the event is made: sending it
   * again later says the same time.
   */
  long time();
}
