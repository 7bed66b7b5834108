package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;

/** What an experiment leaves out whose model is computed in closed form. */
final class ClosedFormRules {

  private final Problems problems;

  ClosedFormRules(Problems problems) {
    this.problems = problems;
  }

  /** Reports what {@code root} has, and a model that is not trained cannot use. */
  void check(ConfigObject root, String model) {
    for (String key : List.of("optimizer", "training")) {
      ConfigValue value = Blocks.get(root, key);
      if (value != null) {
        problems.add(value, useless(key, model) + "; leave it out");
      }
    }
    if (Blocks.get(root, "regularizers") instanceof ConfigList list && !list.isEmpty()) {
      problems.add(list, useless("regularizers", model) + "; leave them out");
    }
    if (Blocks.get(root, "measures") instanceof ConfigList list && !Blocks.isUnresolved(list)) {
      for (int i = 0; i < list.size(); i++) {
        ConfigValue every =
            list.get(i) instanceof ConfigObject block && !Blocks.isUnresolved(block)
                ? Blocks.get(block, "every")
                : null;
        if (every != null) {
          problems.add(
              every,
              useless("measures.%d.every".formatted(i), model)
                  + "; leave it out: measures are taken once, at the end");
        }
      }
    }
  }

  private static String useless(String key, String model) {
    return "%s has no use: the model %s is computed in closed form, in no epochs and by no gradient"
        .formatted(key, model);
  }
}
