package io.rethink.runner.catalog;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
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

  /** The loader is called after the jar, so that each line of a stack trace names it. */
  PluginClassLoader(Path jar, ClassLoader application) throws MalformedURLException {
    super(jar.toString(), new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
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
