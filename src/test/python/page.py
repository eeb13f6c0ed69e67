"""The examples of docs/arithmetic.md, held to rules.py."""

import math
import re

import rules
from rules import Format, Stream


def boxes(text, kind):
    """Returns the lines of the boxes of this kind, example or step."""
    return re.findall(r"^```%s\n(.*?)^```$" % kind, text, re.MULTILINE | re.DOTALL)


def arguments(text):
    """Splits at commas that stand in no bracket."""
    parts, depth, part = [], 0, ""
    for letter in text:
        depth += (letter in "<({") - (letter in ">)}")
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return parts + [part.strip()]


def hexadecimal(state):
    return "0x%08x" % state


def flat(matrix):
    return [value for row in matrix for value in row]


class Examples:
    """One method per name that an example may have; each returns a list of numbers or words."""

    def fractionBits(self, text):
        return [Format(text).fraction_bits]

    def codes(self, text):
        return [Format(text).smallest, Format(text).largest]

    def value(self, text, code):
        return [math.ldexp(int(code), -Format(text).fraction_bits)]

    def nearest(self, text, value):
        return [Format(text).nearest(float(value))]

    def pixel(self, text, grey):
        return [Format(text).nearest(int(grey) / 255)]

    def convert(self, text, total, fraction_bits, state=None):
        registers = rules.Registers([int(state, 16)]) if state else None
        convert = rules.converter(int(fraction_bits), Format(text))
        code = convert(int(total), registers, 0)
        return [code, hexadecimal(registers.states[0])] if state else [code]

    def next(self, state):
        return [hexadecimal(rules.next_state(int(state, 16)))]

    def firstState(self, seed, layer, unit):
        return [hexadecimal(rules.first_state(int(seed), int(layer), int(unit)))]

    def addressFormat(self, words, domain):
        table = rules.Sigmoid(int(words), int(domain), "RND", Format("fixed<16,2>"))
        return [table.address.text]

    def sigmoid(self, words, domain, text, address):
        table = rules.Sigmoid(int(words), int(domain), "RND", Format(text))
        return [table.look_up(int(address))]

    def eta(self, value):
        return list(rules.learning_rate(float(value)))

    def shift(self, units):
        return [rules.sign_shift(int(units))]

    def oneHot(self, sources, unit):
        return [rules.one_hot(int(sources), int(unit))]

    def scale(self, label, epoch):
        return [rules.SCALES[label](int(epoch))]

    def scaledCode(self, text, value, label, epoch):
        return [Format(text).nearest(float(value) * rules.SCALES[label](int(epoch)))]

    def nextLong(self, name):
        return [Stream(name).next_long()]

    def nextDouble(self, name, count):
        stream = Stream(name)
        return [stream.next_double() for _ in range(int(count))]

    def nextInt(self, name, bound, count):
        stream = Stream(name)
        return [stream.next_int(int(bound)) for _ in range(int(count))]

    def nextGaussian(self, name, count):
        stream = Stream(name)
        return [stream.next_gaussian() for _ in range(int(count))]

    def shuffle(self, name, count):
        elements = list(range(int(count)))
        Stream(name).shuffle(elements)
        return elements

    def draw(self, law, name, fan_in, count):
        stream = Stream(name)
        return [rules.draw(law, stream, int(fan_in)) for _ in range(int(count))]

    def drawnCode(self, text, law, name, fan_in, count):
        return [Format(text).nearest(value) for value in self.draw(law, name, fan_in, count)]

    def sparseRows(self, seed, run, layer, widths, connections):
        scheme = rules.Scheme("sparse-" + connections, "constant")
        matrix = scheme.drawn(
            int(seed), int(run), [int(width) for width in widths.split("-")], int(layer),
            "normal/sqrt(fan_in+1)")
        return [row for column in zip(*matrix) for row, value in enumerate(column) if value != 0]

    def signs(self, seed, run, layer, widths):
        scheme = rules.Scheme("sign", "constant")
        return [int(sign) for sign in flat(scheme.drawn(
            int(seed), int(run), [int(width) for width in widths.split("-")], int(layer),
            "normal/sqrt(fan_in+1)"))]

    def split(self, seed, run, images, train, test):
        sizes = {"trainSamples": int(train), "testSamples": int(test)}
        training, testing = rules.split(int(seed), int(run), sizes, int(images), 0)
        return training + testing

    def order(self, seed, run, epoch, samples):
        kind = "fixed" if epoch == "fixed" else "reshuffled"
        number = 0 if epoch == "fixed" else int(epoch)
        return rules.order(int(seed), int(run), kind, number, range(int(samples)))


def evaluate(expression):
    match = re.fullmatch(r"(\w+)\((.*)\)", expression)
    return getattr(Examples(), match[1])(*arguments(match[2]))


def step(given):
    """Returns every tensor of the worked step, by its name, from what is given of it."""
    widths = [int(width) for width in given["layers"].split("-")]
    words = given["formats"].split()
    formats = {
        role: Format(text, "RND", "SAT") for role, text in zip(words[::2], words[1::2])}
    table_words, domain = (int(number) for number in given["sigmoid"].split())
    sigmoid = rules.Sigmoid(table_words, domain, "RND", formats["activation"])
    weights = {}
    for layer in range(1, len(widths)):
        numbers = [int(code) for code in given["W%d" % layer].split()]
        columns = widths[layer]
        weights[layer] = [
            numbers[i:i + columns] for i in range(0, len(numbers), columns)]
    states = {layer: [1] * widths[layer] for layer in weights}
    network = rules.Network(
        widths, rules.Scheme(given["scheme"], "constant"), formats, sigmoid, weights, {}, states)
    pixels = [formats["input"].nearest(int(grey) / 255) for grey in given["pixels"].split()]
    activations, deltas, errors, gradients = network.step(
        [pixels], [int(given["label"])], rules.learning_rate(float(given["eta"])))
    tensors = {"a0": activations[0][0]}
    for layer in weights:
        tensors["z%d" % layer] = network.addresses[layer][0]
        tensors["a%d" % layer] = activations[layer][0]
    for layer in reversed(weights):
        if layer in errors:
            tensors["e%d" % layer] = errors[layer][0]
        tensors["delta%d" % layer] = deltas[layer][0]
    for layer in weights:
        tensors["g%d" % layer] = gradients[layer][0]
    for layer in weights:
        tensors["new W%d" % layer] = flat(network.weights[layer])
    return tensors


def same(found, expected):
    """Whether two words are equal, doubles within their last bits."""
    if found == expected:
        return True
    try:
        a, b = float(found), float(expected)
    except ValueError:
        return False
    if re.fullmatch(r"-?\d+", found) and re.fullmatch(r"-?\d+", expected):
        return False
    return abs(a - b) <= 1e-15 * max(abs(a), abs(b))


def check(path):
    """Checks every example of the page and returns their number."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    count = 0
    for box in boxes(text, "example"):
        for line in box.splitlines():
            expression, expected = line.split(" = ")
            found = " ".join(str(word) for word in evaluate(expression))
            require(expression, found, expected)
            count += 1
    for box in boxes(text, "step"):
        given = dict(line.split(" = ") for line in box.splitlines())
        for name, codes in step(given).items():
            require(name, " ".join(map(str, codes)), given[name])
            count += 1
    return count


def require(what, found, expected):
    found_words, expected_words = found.split(), expected.split()
    if len(found_words) != len(expected_words) or not all(
            same(a, b) for a, b in zip(found_words, expected_words)):
        raise AssertionError("%s: the page says %s, rules.py %s" % (what, expected, found))
