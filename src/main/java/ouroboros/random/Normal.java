package ouroboros.random;

/**
 * N(0, 1): standard normal numbers by the ziggurat method with 256 layers of equal area. For 98.8%
 * of the draws a random layer and a random signed fraction of its width are enough.
 *
 * <p>The tables and the tests at the edges use {@link StrictMath}, so the bits are the same on
 * every machine. Cost: 1.02 random numbers on average.
 *
 * @see <a href="https://doi.org/10.18637/jss.v005.i08">Marsaglia and Tsang 2000, The ziggurat
 *     method for generating random variables</a>
 */
public final class Normal {
  private static final int LAYERS = 256;
  private static final double TAIL = 3.654152885361009;
  private static final double AREA = 0.00492867323399;
  private static final double UNIT = 0x1.0p-54;

  /**
   * Right ends of the layers, in descending order. Layer 0 contains the tail: it is as wide as a
   * rectangle of the area of the layer and the tail together.
   */
  private static final double[] WIDTH = new double[LAYERS + 1];

  private static final double[] HEIGHT = new double[LAYERS + 1];

  static {
    WIDTH[0] = AREA / density(TAIL);
    WIDTH[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      WIDTH[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / WIDTH[i - 1] + density(WIDTH[i - 1])));
    }
    for (int i = 0; i <= LAYERS; i++) {
      HEIGHT[i] = density(WIDTH[i]);
    }
  }

  private Normal() {}

  /** One standard normal number. */
  public static double sample(KeyedStream random) {
    long bits = random.nextLong();
    int layer = (int) bits & (LAYERS - 1);
    double x = (bits >> 9) * UNIT * WIDTH[layer];
    if (Math.abs(x) < WIDTH[layer + 1]) {
      return x;
    }
    return edge(random, layer, x);
  }

  private static double edge(KeyedStream random, int layer, double x) {
    if (layer == 0) {
      return tail(random, x);
    }
    double height = HEIGHT[layer] + random.nextDouble() * (HEIGHT[layer + 1] - HEIGHT[layer]);
    return height < density(x) ? x : sample(random);
  }

  private static double tail(KeyedStream random, double side) {
    double x;
    double y;
    do {
      x = -StrictMath.log(1 - random.nextDouble()) / TAIL;
      y = -StrictMath.log(1 - random.nextDouble());
    } while (y + y < x * x);
    return side < 0 ? -TAIL - x : TAIL + x;
  }

  private static double density(double x) {
    return StrictMath.exp(-x * x / 2);
  }
}
