package io.rethink.runner.catalog;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of one plugin jar. Of the application it sees what core-api is made of and no
 * more: a plugin can bring any version of any other library, and cannot come to depend on the
 * inside of the runner.
 */
final class PluginClassLoader extends URLClassLoader {

  private static final List<String> SHARED =
      List.of(
          "io.rethink.api.",
          "org.deeplearning4j.",
          "org.nd4j.",
          "org.bytedeco.",
          "jakarta.inject.",
          "jakarta.validation.",
          "org.jspecify.annotations.",
          "org.slf4j.");

  private final ClassLoader application;

  PluginClassLoader(URL jar, ClassLoader application) {
    super(jar.getPath(), new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    this.application = application;
  }

  /** Whether plugins take the class of that name from the application. */
  static boolean isShared(String className) {
    return SHARED.stream().anyMatch(className::startsWith);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name) ? application.loadClass(name) : super.loadClass(name, resolve);
  }
}
