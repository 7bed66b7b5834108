package io.rethink.api.model;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;

/**
 * Extension point: a model that is computed from the training examples at once, instead of being
 * trained step by step. An experiment names it at {@code model}, as it does a {@link Model}, and
 * has then no optimizer, no training and no regularizers.
 *
 * <p>The same examples, options and streams give the same model, bit for bit.
 */
public interface ClosedFormModel {

  /**
   * Computes the model. Called once.
   *
   * @param train the training examples as a network would see them: corrupted and standardized
   * @param progress shows how far the work has come; a call of {@link Progress.Work#advance} ends
   *     the work by an exception when a user has asked for the end, so native memory is freed in a
   *     {@code finally}
   * @throws io.rethink.api.UserException if these examples have no such model, or computing it
   *     would take more memory than there is; the latter before anything is computed
   */
  FittedModel fit(Examples train, Progress progress);
}
