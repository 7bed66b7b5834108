package io.rethink.runner.config;

import io.rethink.api.Description;

/** The last change to an example before a network sees it. */
public enum Standardization {
  @Description("each example's mean is subtracted, and it is divided by its standard deviation")
  PER_IMAGE,
  @Description("the values stay as they are")
  NONE
}
