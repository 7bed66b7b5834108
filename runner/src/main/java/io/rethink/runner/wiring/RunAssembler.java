package io.rethink.runner.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import io.rethink.api.Progress;
import io.rethink.api.RunDirectory;
import io.rethink.api.UserException;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.Model;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.NetworkChange;
import io.rethink.api.regularization.Regularizer;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.Threads;
import io.rethink.engine.compiled.CompiledEngine;
import io.rethink.engine.dl4j.Dl4jEngine;
import io.rethink.runner.config.Configured;
import io.rethink.runner.config.EngineSettings;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.MeasureSettings;
import io.rethink.runner.config.TrainingSettings;
import io.rethink.runner.training.SeededStreams;
import io.rethink.runner.training.Task;
import io.rethink.runner.training.TaskSource;
import io.rethink.runner.training.TrainingPlan;
import io.rethink.runner.training.TrainingPlan.ScheduledMeasure;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.jspecify.annotations.Nullable;

/** Builds the parts of a run from an experiment. */
public final class RunAssembler {

  private static final String INITIALIZATION = "model/initialization";

  private final Injector application;

  @Inject
  RunAssembler(Injector application) {
    this.application = application;
  }

  /**
   * Builds data, network, optimizer and the rest.
   *
   * @throws io.rethink.api.UserException if the data are missing, or the parts do not fit together
   */
  public AssembledRun assemble(Experiment experiment, RunDirectory directory) {
    SeededStreams seeds = new SeededStreams(experiment.seed());
    Injector run = application.createChildInjector(new RunModule(directory));

    Dataset dataset =
        new ExtensionFactory(run, seeds).create(experiment.dataset().dataset(), Dataset.class);
    TaskSource source = new TaskSource(dataset, experiment.dataset());
    DatasetInfo info = describe(experiment, dataset, source);
    ExtensionFactory factory =
        new ExtensionFactory(run.createChildInjector(new DatasetModule(info)), seeds);

    List<Corruption> corruptions = all(factory, experiment.corruptions(), Corruption.class);
    Integer threads = experiment.engine().threads();
    Threads.use(threads == null ? Threads.initial() : threads);
    Configured optimizer = experiment.optimizer();
    TrainingSettings settings = experiment.training();
    return optimizer == null || settings == null
        ? fit(experiment, factory, info, source.task(corruptions, List.of()))
        : training(
            experiment,
            factory,
            info,
            source,
            corruptions,
            new TrainingPlan(
                settings,
                factory.create(optimizer, Optimizer.class),
                all(factory, experiment.regularizers(), Regularizer.class),
                measures(experiment, factory)),
            seeds);
  }

  private AssembledRun fit(
      Experiment experiment, ExtensionFactory factory, DatasetInfo info, Task task) {
    List<Measure> measures = new ArrayList<>();
    for (MeasureSettings settings : experiment.measures()) {
      Measure measure = factory.create(settings.measure(), Measure.class);
      if (measure.needsParameters()) {
        throw new UserException(
            "the measure %s needs a network's parameters, but the model %s is computed in closed form; leave it out of measures"
                .formatted(settings.measure().name(), experiment.model().name()));
      }
      measures.add(measure);
    }
    return new AssembledFit(
        info,
        task,
        factory.create(experiment.model(), ClosedFormModel.class),
        measures,
        application.getInstance(Progress.class));
  }

  private static AssembledRun training(
      Experiment experiment,
      ExtensionFactory factory,
      DatasetInfo info,
      TaskSource source,
      List<Corruption> corruptions,
      TrainingPlan plan,
      SeededStreams seeds) {
    Task task = source.task(corruptions, plan.augmentations());
    InputShape shape = info.shape();
    ComputationGraphConfiguration configuration =
        factory.create(experiment.model(), Model.class).configure(shape, info.classes());
    for (NetworkChange change : plan.networkChanges()) {
      change.change(configuration);
    }
    Network network =
        engine(experiment.engine()).build(configuration, shape, seeds.seed(INITIALIZATION));
    requireClasses(experiment.model().name(), network, info.classes());
    return new AssembledTraining(info, task, network, plan, seeds);
  }

  /** Closes a network that gives no score for each class, and refuses it. */
  static void requireClasses(String model, Network network, int classes) {
    int given = network.classes();
    if (given != classes) {
      network.close();
      throw new UserException(
          "the model '%s' has %d outputs, and the data set has %d classes; build its output layer for the number of classes that Model.configure is given"
              .formatted(model, given, classes));
    }
  }

  private static List<ScheduledMeasure> measures(Experiment experiment, ExtensionFactory factory) {
    return experiment.measures().stream()
        .map(
            settings ->
                new ScheduledMeasure(
                    factory.create(settings.measure(), Measure.class), settings.every()))
        .toList();
  }

  /** Tells what data experiments are given now. */
  public DataOrigins dataOrigins() {
    return new DataOrigins(this);
  }

  /**
   * The data that an experiment is given.
   *
   * @param known the experiment's data set, if it has been built; null to build it
   */
  GivenData given(Experiment experiment, RunDirectory directory, @Nullable Dataset known) {
    SeededStreams seeds = new SeededStreams(experiment.seed());
    Injector run = application.createChildInjector(new RunModule(directory));
    Dataset dataset =
        known == null
            ? new ExtensionFactory(run, seeds).create(experiment.dataset().dataset(), Dataset.class)
            : known;
    TaskSource source = new TaskSource(dataset, experiment.dataset());
    DatasetInfo info = describe(experiment, dataset, source);
    ExtensionFactory factory =
        new ExtensionFactory(run.createChildInjector(new DatasetModule(info)), seeds);
    List<Corruption> corruptions = all(factory, experiment.corruptions(), Corruption.class);
    return new GivenData(dataset, info.digest(), source.task(corruptions, List.of()).train());
  }

  private static Engine engine(EngineSettings settings) {
    return switch (settings.type()) {
      case COMPILED -> new CompiledEngine(settings.convolution(), settings.precision());
      case DL4J -> new Dl4jEngine();
    };
  }

  private static DatasetInfo describe(Experiment experiment, Dataset dataset, TaskSource source) {
    return new DatasetInfo(
        experiment.dataset().dataset().name(),
        source.shape(),
        dataset.classNames(),
        source.trainSize(),
        source.testSize(),
        dataset.digest());
  }

  private static <T> List<T> all(
      ExtensionFactory factory, List<Configured> configured, Class<T> point) {
    return configured.stream().map(each -> factory.create(each, point)).toList();
  }

  /** The services of one run. */
  private static final class RunModule extends AbstractModule {

    private final RunDirectory directory;

    RunModule(RunDirectory directory) {
      this.directory = directory;
    }

    @Override
    protected void configure() {
      bind(RunDirectory.class).toInstance(directory);
    }
  }

  /** What is known of the run's data set. */
  private static final class DatasetModule extends AbstractModule {

    private final DatasetInfo info;

    DatasetModule(DatasetInfo info) {
      this.info = info;
    }

    @Override
    protected void configure() {
      bind(DatasetInfo.class).toInstance(info);
    }
  }
}
