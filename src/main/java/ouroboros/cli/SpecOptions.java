package ouroboros.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that all commands that read an experiment have. */
final class SpecOptions {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the experiment, for example policy.real.share=0.2.")
  private List<String> overrides = new ArrayList<>();

  /** Created by picocli. */
  SpecOptions() {}

  /** The overrides, in the order of the command line. */
  List<String> overrides() {
    return List.copyOf(overrides);
  }
}
