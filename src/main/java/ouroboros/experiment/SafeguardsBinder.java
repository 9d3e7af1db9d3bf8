package ouroboros.experiment;

/** Binds {@code safeguards}: no kind exists, so that only the empty list is right. */
final class SafeguardsBinder {
  private static final String KEY = "safeguards";

  private SafeguardsBinder() {}

  static void bind(Section top) {
    Node.Field field = top.take(KEY);
    if (field != null) {
      if (!(field.value() instanceof Node.Items items)) {
        top.problem(KEY, Type.described(field.value()) + "; it must be a list, here []");
      } else if (!items.values().isEmpty()) {
        top.problem(KEY, "no kind of safeguard exists; it must be the empty list []");
      }
    }
    top.resolved().putArray(KEY);
  }
}
