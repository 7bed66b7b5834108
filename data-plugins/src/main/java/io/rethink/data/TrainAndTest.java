package io.rethink.data;

/** The two parts of a data set. */
record TrainAndTest(ByteExamples train, ByteExamples test) {}
