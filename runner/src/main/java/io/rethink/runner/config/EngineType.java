package io.rethink.runner.config;

import io.rethink.api.Description;

/** What trains a network. */
public enum EngineType {
  @Description("stock Deeplearning4j")
  DL4J
}
