package io.rethink.runner.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant. Capitals make no difference. */
public final class Spelling {

  private Spelling() {}

  /** The names nearest to {@code word}, at most three, the nearest first; empty if none is near. */
  public static List<String> near(String word, Collection<String> names) {
    int limit = Math.max(1, (word.length() + 1) / 3);
    List<String> near =
        names.stream()
            .distinct()
            .filter(name -> apart(word, name) <= limit || isPart(lower(word), lower(name)))
            .sorted(
                Comparator.comparingInt((String name) -> apart(word, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(3)
            .toList();
    return near.stream().filter(name -> apart(word, name) <= apart(word, near.get(0)) + 1).toList();
  }

  /** A clause for the end of a message, {@code ; did you mean a or b?}, or the empty string. */
  public static String suggestion(String word, Collection<String> names) {
    List<String> near = near(word, names);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** Whether {@code word} differs from {@code name} by no more than one or two slips. */
  public static boolean isSlip(String word, String name) {
    return apart(word, name) <= 2;
  }

  private static int apart(String word, String name) {
    return distance(lower(word), lower(name));
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static boolean isPart(String word, String name) {
    return (word.length() >= 3 && name.contains(word))
        || (name.length() >= 3 && word.contains(name));
  }

  /**
   * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
   * and swaps of neighbours.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
