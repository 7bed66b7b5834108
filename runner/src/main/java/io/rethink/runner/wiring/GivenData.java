package io.rethink.runner.wiring;

import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;

/**
 * The data that an experiment is given.
 *
 * @param dataset the data set
 * @param digest the data set's digest
 * @param train the training examples, after the corruptions
 */
public record GivenData(Dataset dataset, String digest, Examples train) {}
