package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Graph;
import io.rethink.engine.compiled.ir.Node;
import io.rethink.engine.compiled.ir.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a network that are dropped at random. A node belongs to a branch if all that
 * reads it leads to the branch's end and nowhere else; it is computed in the runs that keep all the
 * branches that it belongs to.
 */
final class Branches {

  /** By the node that ends a branch. */
  private final Map<Integer, Branch> branches = new TreeMap<>();

  /** For each node the branches that it belongs to. */
  private final List<Set<Branch>> around;

  /** For each node the branches that a value read by it alone belongs to. */
  private final List<Set<Branch>> behind;

  private Branches(List<Set<Branch>> around, List<Set<Branch>> behind) {
    this.around = around;
    this.behind = behind;
  }

  /** No branches: everything is always computed. */
  static Branches none(Graph graph) {
    List<Set<Branch>> empty = graph.nodes().stream().map(node -> Set.<Branch>of()).toList();
    return new Branches(empty, empty);
  }

  /** The branches of {@code graph}, dropped according to {@code noise}. */
  static Branches of(Graph graph, DropoutMask.Noise noise) {
    List<Node> nodes = graph.nodes();
    List<List<Set<Branch>>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    List<Set<Branch>> around = new ArrayList<>(none(graph).around);
    List<Set<Branch>> behind = new ArrayList<>(around);
    Branches branches = new Branches(around, behind);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      around.set(i, common(readers.get(i)));
      Set<Branch> passed = new HashSet<>(around.get(i));
      if (nodes.get(i).operation() instanceof Operation.BranchDropout dropout) {
        Branch branch = new Branch(dropout.survival(), new DropoutMask(i, noise));
        branches.branches.put(i, branch);
        passed.add(branch);
      }
      behind.set(i, passed);
      nodes.get(i).inputs().forEach(input -> readers.get(input).add(passed));
    }
    return branches;
  }

  private static Set<Branch> common(List<Set<Branch>> sets) {
    if (sets.isEmpty()) {
      return Set.of();
    }
    Set<Branch> common = new HashSet<>(sets.get(0));
    sets.forEach(common::retainAll);
    return common;
  }

  /** The branch that node {@code position} ends. */
  Branch endingAt(int position) {
    return Objects.requireNonNull(branches.get(position));
  }

  /** When node {@code position} is computed; null if always. */
  @Nullable BooleanSupplier computed(int position) {
    return kept(around.get(position));
  }

  /** When the gradient of node {@code position} is passed on; null if always. */
  @Nullable BooleanSupplier passedOn(int position) {
    return kept(behind.get(position));
  }

  private static @Nullable BooleanSupplier kept(Collection<Branch> needed) {
    List<Branch> all = List.copyOf(needed);
    return all.isEmpty() ? null : () -> all.stream().allMatch(Branch::isKept);
  }

  /**
   * What node {@code reader} contributes to the gradient of its input: {@code given}, or 0 in runs
   * that compute the input but not what leads from it to the reader.
   */
  Contribution contribution(Assembly assembly, int reader, int input, Contribution given) {
    Set<Branch> entered = new HashSet<>(behind.get(reader));
    entered.removeAll(around.get(input));
    if (entered.isEmpty()) {
      return given;
    }
    assembly.onlyIf(passedOn(reader));
    Gradient gradient = given.alone(assembly);
    Tensor tensor =
        gradient.exclusive() ? gradient.tensor() : SumKernel.scaled(assembly, gradient.tensor(), 1);
    Set<Branch> outer = around.get(input);
    assembly.onlyIf(
        () ->
            outer.stream().allMatch(Branch::isKept)
                && entered.stream().anyMatch(Branch::isDropped));
    assembly.zero("gradient of a dropped branch", tensor);
    return new Gradient(tensor, true);
  }

  /** Decides which branches a run drops, and returns whether it drops any. */
  boolean draw() {
    branches.values().forEach(Branch::draw);
    return branches.values().stream().anyMatch(Branch::isDropped);
  }

  /** A branch, and what was drawn for it. */
  static final class Branch {

    private final double survival;
    private final DropoutMask noise;
    private boolean kept;

    Branch(double survival, DropoutMask noise) {
      this.survival = survival;
      this.noise = noise;
    }

    private void draw() {
      kept = noise.uniform() < survival;
    }

    boolean isKept() {
      return kept;
    }

    boolean isDropped() {
      return !kept;
    }
  }
}
