package io.rethink.runner.config;

import io.rethink.api.Description;

/** What trains a network. */
public enum EngineType {
  @Description("a program of oneDNN primitives; stock Deeplearning4j where that is not possible")
  COMPILED,
  @Description("stock Deeplearning4j")
  DL4J
}
