package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.model.interpolation.ConjugateGradients.Solution;
import io.rethink.model.interpolation.TiledCholesky.NotPositiveDefiniteException;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * The system {@code K alpha = Y} of all training examples, with any jitter on the diagonal of
 * {@code K}: solved by a Cholesky factor in single precision, refined in double.
 */
final class KernelSystem {

  private static final int TILE = 512;

  private final MinimumNorm.Config config;
  private final Features features;

  KernelSystem(MinimumNorm.Config config, Features features) {
    this.config = config;
    this.features = features;
  }

  /**
   * Refuses a system whose solution does not fit into {@code available} bytes beside the Java heap.
   *
   * @throws UserException if it does not
   */
  void requireMemory(int n, int classes, long available) {
    require(bytes(n, classes), n, available);
  }

  /**
   * As {@link #requireMemory}, but for the matrix alone: what can be said before features are made.
   */
  static void requireMatrix(int n, long available) {
    require(Tiles.bytes(n, TILE), n, available);
  }

  private static void require(long bytes, int n, long available) {
    Memory.require(
        bytes,
        available,
        "the kernel matrix of %,d examples".formatted(n),
        "use fewer with dataset.train-examples (half as many take a quarter of it)");
  }

  /** How many bytes the solution for {@code n} examples takes beside the Java heap. */
  long bytes(int n, int classes) {
    long building =
        (long) n * KernelMatrix.featuresAtATime(features, n) * Float.BYTES
            + (long) n * Double.BYTES;
    long multiplying = new KernelProduct(features, config.kernel()).bytes();
    long vectors = 8L * n * classes * Double.BYTES;
    return Tiles.bytes(n, TILE) + Math.max(building, multiplying) + vectors;
  }

  /**
   * Solves the system.
   *
   * @param targets {@code Y}, [examples, classes]
   * @param product multiplies by {@code K} without the jitter, in double precision
   * @param dependent says to the user that the matrix is not positive definite, from an example on
   * @throws UserException if it is not
   */
  Solution solve(
      Examples train,
      double[] targets,
      UnaryOperator<double[]> product,
      IntFunction<String> dependent,
      Progress progress) {
    int n = train.size();
    int classes = train.classes();
    try (Tiles tiles = new Tiles(n, TILE)) {
      int atATime = KernelMatrix.featuresAtATime(features, n);
      KernelMatrix.fill(
          tiles, features, atATime, train, config.kernel(), config.jitter(), progress);
      TiledCholesky factor;
      try (Progress.Work work =
          progress.begin("factorization", TiledCholesky.units(n, TILE), "tiles")) {
        factor = TiledCholesky.factorize(tiles, work);
      } catch (NotPositiveDefiniteException e) {
        throw new UserException(dependent.apply(e.row()), e);
      }
      return new ConjugateGradients(
              values -> ConjugateGradients.plus(product.apply(values), config.jitter(), values),
              values -> factor.solve(values, classes),
              classes)
          .solve(targets, config.tolerance(), config.refinements());
    }
  }
}
