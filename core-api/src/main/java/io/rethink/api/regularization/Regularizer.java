package io.rethink.api.regularization;

/**
 * Extension point: something that constrains or perturbs learning. An implementation plays at least
 * one of the roles {@link Penalty}, {@link GradientChange}, {@link Projection}, {@link
 * Augmentation}, {@link Mixing}, {@link NetworkChange} and {@link StoppingRule}, by implementing
 * them.
 */
public interface Regularizer {}
