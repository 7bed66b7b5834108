package io.rethink.runner.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import io.rethink.api.Seeds;
import io.rethink.api.UserException;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.config.Configured;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the extensions of one run from its injector. Each extension of a type has streams of its
 * own, by the order in which they are built.
 */
final class ExtensionFactory {

  private final Injector run;
  private final Seeds seeds;
  private final Map<Extension, Integer> built = new HashMap<>();

  ExtensionFactory(Injector run, Seeds seeds) {
    this.run = run;
    this.seeds = seeds;
  }

  /**
   * Builds the extension with its options.
   *
   * @throws UserException if its constructor cannot be called, or refuses the options
   */
  <T> T create(Configured configured, Class<T> point) {
    Class<?> type = configured.extension().type();
    Seeds own = new NumberedSeeds(seeds, built.merge(configured.extension(), 1, Integer::sum));
    try {
      return point.cast(
          run.createChildInjector(new ExtensionModule<>(type, configured.options(), own))
              .getInstance(type));
    } catch (ProvisionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw unusable(configured, e.getErrorMessages(), e);
    } catch (CreationException e) {
      throw unusable(configured, e.getErrorMessages(), e);
    } catch (ConfigurationException e) {
      throw unusable(configured, e.getErrorMessages(), e);
    }
  }

  private static UserException unusable(
      Configured configured, Collection<Message> messages, RuntimeException cause) {
    String reason = messages.isEmpty() ? "" : messages.iterator().next().getMessage();
    return new UserException(
        "%s '%s' (%s) cannot be built: %s%nIts constructor may ask for its options record, Seeds, RunDirectory, DataDirectory, Progress, an org.slf4j.Logger and, except in a data set, DatasetInfo; this is to be mended in the plugin."
            .formatted(
                configured.extension().point(),
                configured.name(),
                configured.extension().source(),
                reason.lines().findFirst().orElse(reason)),
        cause);
  }

  /** The bindings that belong to one extension alone. */
  private static final class ExtensionModule<E> extends AbstractModule {

    private final Class<E> type;
    private final Record options;
    private final Seeds seeds;

    ExtensionModule(Class<E> type, Record options, Seeds seeds) {
      this.type = type;
      this.options = options;
      this.seeds = seeds;
    }

    @Override
    protected void configure() {
      bind(type);
      bindOptions(options.getClass());
      bind(Seeds.class).toInstance(seeds);
      bind(Logger.class).toInstance(LoggerFactory.getLogger(type));
    }

    private <R extends Record> void bindOptions(Class<R> optionsType) {
      bind(optionsType).toInstance(optionsType.cast(options));
    }
  }
}
