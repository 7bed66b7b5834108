package io.rethink.runner.tracking;

/** The lengths of values that MLflow keeps, in code points. What is longer it cuts silently. */
final class MlflowValue {

  static final int MAX_PARAMETER = 6000;
  static final int MAX_TAG = 8000;

  private MlflowValue() {}

  static boolean fits(String value, int limit) {
    return value.length() <= limit || value.codePointCount(0, value.length()) <= limit;
  }

  /**
   * The value, or its beginning and where the whole of it is.
   *
   * @param whole the artifact that holds the whole value
   */
  static String cut(String value, int limit, String whole) {
    if (fits(value, limit)) {
      return value;
    }
    String marker = " … [cut; whole in the artifact %s]".formatted(whole);
    int kept = limit - marker.codePointCount(0, marker.length());
    return value.substring(0, value.offsetByCodePoints(0, kept)) + marker;
  }
}
