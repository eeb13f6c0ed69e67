"""The rules of docs/arithmetic.md, and nothing else: written from that page, not from Java.

Codes are plain integers of any size, so nothing can overflow that the page does not let overflow.
"""

import hashlib
import math
import re

MASK32 = 0xFFFFFFFF
MASK64 = 0xFFFFFFFFFFFFFFFF


# Numbers


class Format:
    """fixed<W,I> or ufixed<W,I>, and how results are rounded and limited into it."""

    def __init__(self, text, rounding=None, overflow=None):
        match = re.fullmatch(r"(u?)fixed<(\d+),(-?\d+)(?:,(\w+))?(?:,(\w+))?>", text)
        if not match:
            raise ValueError("not a format: " + text)
        self.text = text
        self.signed = not match[1]
        self.width = int(match[2])
        self.integer_bits = int(match[3])
        self.rounding = match[4] or rounding
        self.overflow = match[5] or overflow
        self.fraction_bits = self.width - self.integer_bits
        self.smallest = -(1 << (self.width - 1)) if self.signed else 0
        self.largest = (1 << (self.width - 1 if self.signed else self.width)) - 1

    def limit(self, code, overflow):
        if overflow == "SAT":
            return max(self.smallest, min(self.largest, code))
        if overflow == "SAT_SYM":
            return max(-self.largest if self.signed else 0, min(self.largest, code))
        if overflow == "WRAP":
            low = code & ((1 << self.width) - 1)
            return low - (1 << self.width) if self.signed and low > self.largest else low
        raise ValueError("not an overflow: %s" % overflow)

    def nearest(self, value):
        """The code of what is given from outside."""
        scaled = math.ldexp(value, self.fraction_bits)
        below = math.floor(scaled)
        code = below + 1 if scaled - below >= 0.5 else below
        return self.limit(code, "SAT_SYM" if self.overflow == "SAT_SYM" else "SAT")


class Registers:
    """The random bits of the units of one layer."""

    def __init__(self, states):
        self.states = states

    def draw(self, unit):
        state = self.states[unit]
        self.states[unit] = next_state(state)
        return state


def converter(sum_fraction_bits, target):
    """Returns convert(sum, registers, unit) -> code, the one conversion at the end of a sum."""
    shift = sum_fraction_bits - target.fraction_bits
    rounding = target.rounding
    overflow = target.overflow
    limit = target.limit
    if shift <= 0:
        return lambda total, registers, unit: limit(total << -shift, overflow)
    half = 1 << (shift - 1)
    low = (1 << shift) - 1

    def convert(total, registers, unit):
        if total & low == 0 or rounding == "TRN":
            rounded = total >> shift
        elif rounding == "TRN_ZERO":
            rounded = (total + (low if total < 0 else 0)) >> shift
        elif rounding == "RND":
            rounded = (total + half) >> shift
        elif rounding == "RND_CONV":
            rounded = (total + half - 1 + ((total >> shift) % 2)) >> shift
        elif rounding == "RND_ZERO":
            rounded = (total + half - (1 if total >= 0 else 0)) >> shift
        elif rounding == "STOCHASTIC":
            rounded = (total + (registers.draw(unit) & low)) >> shift
        else:
            raise ValueError("not a rounding: %s" % rounding)
        return limit(rounded, overflow)

    return convert


# Random bits


def next_state(state):
    return (state >> 1) ^ (0x80200003 if state & 1 else 0)


def mix(value):
    z = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
    return z ^ (z >> 31)


def first_state(seed, layer, unit):
    golden = 0x9E3779B97F4A7C15
    inner = mix((seed + golden * layer) & MASK64)
    return mix((inner + golden * (unit + 1)) & MASK64) >> 32 or 1


# The sigmoid table


class Sigmoid:
    def __init__(self, words, domain, address_rounding, activation):
        self.words = words
        self.domain = domain
        self.activation = activation
        self.one = 1 << activation.fraction_bits
        self.address = Format(
            "fixed<%d,%d>" % (words.bit_length(), domain.bit_length()), address_rounding, "SAT_SYM")
        self.table = [
            activation.nearest(1.0 / (1.0 + math.exp(-(i * domain / words)))) for i in range(words)]

    def look_up(self, address):
        return self.table[address] if address >= 0 else self.one - self.table[-address]


# The learning rate


def learning_rate(eta):
    """Returns code and f."""
    fraction_bits = 16 - math.frexp(eta)[1]
    code = round(math.ldexp(eta, fraction_bits))  # Python rounds ties to even
    if code & (code - 1) == 0:
        return 1, fraction_bits - (code.bit_length() - 1)
    return code, fraction_bits


# Streams of random numbers


class Stream:
    SIZE = 624

    def __init__(self, name):
        digest = hashlib.sha256(name.encode("ascii")).digest()
        self.state = [int.from_bytes(digest[i:i + 4], "big") for i in range(0, 32, 4)]
        for i in range(8, self.SIZE):
            word = self.state[i - 8]
            signed = word - (1 << 32) if word >> 31 else word
            self.state.append((1812433253 * (signed ^ (signed >> 30)) + i) & MASK32)
        self.index = 0
        self.second_gaussian = None

    def next(self, bits):
        v = self.state
        i = self.index
        size = self.SIZE
        p = (i + 623) % size
        q = (i + 622) % size
        a = v[(i + 70) % size]
        b = v[(i + 179) % size]
        c = v[(i + 449) % size]
        z0 = (v[p] & 0x80000000) ^ (v[q] & 0x7FFFFFFF)
        z1 = v[i] ^ (v[i] << 25 & MASK32) ^ a ^ (a >> 27)
        z2 = (b >> 9) ^ c ^ (c >> 1)
        z3 = z1 ^ z2
        z4 = z0 ^ z1 ^ (z1 << 9 & MASK32) ^ z2 ^ (z2 << 21 & MASK32) ^ z3 ^ (z3 >> 21)
        v[i] = z3
        v[p] = z4
        v[q] &= 0x80000000
        self.index = p
        z4 ^= (z4 << 7) & 0xE46E1700
        z4 ^= (z4 << 15) & 0x9B868000
        return z4 >> (32 - bits)

    def next_long(self):
        value = self.next(32) << 32
        value |= self.next(32)
        return value - (1 << 64) if value >> 63 else value

    def next_double(self):
        high = self.next(26) << 26
        return math.ldexp(high | self.next(26), -52)

    def next_int(self, bound):
        if bound & (bound - 1) == 0:
            return (bound * self.next(31)) >> 31
        while True:
            bits = self.next(31)
            value = bits % bound
            if bits - value + bound - 1 < 1 << 31:
                return value

    def next_gaussian(self):
        if self.second_gaussian is not None:
            value, self.second_gaussian = self.second_gaussian, None
            return value
        x = self.next_double()
        y = self.next_double()
        radius = math.sqrt(-2 * math.log(y))
        self.second_gaussian = radius * math.sin(2 * math.pi * x)
        return radius * math.cos(2 * math.pi * x)

    def shuffle(self, elements):
        for i in range(len(elements) - 1, 0, -1):
            j = self.next_int(i + 1)
            elements[i], elements[j] = elements[j], elements[i]


# The start: matrices are lists of rows


def draw(law, stream, fan_in):
    if law == "normal/sqrt(fan_in+1)":
        return stream.next_gaussian() / math.sqrt(fan_in + 1.0)
    if law == "normal/sqrt(fan_in)":
        return stream.next_gaussian() / math.sqrt(fan_in)
    if law == "uniform/sqrt(fan_in)":
        return (2 * stream.next_double() - 1) / math.sqrt(fan_in)
    raise ValueError("not a law: " + law)


def drawn_matrix(law, stream, rows, columns, fan_in):
    return [[draw(law, stream, fan_in) for _ in range(columns)] for _ in range(rows)]


def sparse_rows(stream, sources, units, connections):
    """For each unit the rows that it keeps, ascending, drawn from where the stream stands."""
    array = list(range(sources))
    rows = []
    for _ in range(units):
        stream.shuffle(array)
        rows.append(sorted(array[:connections]))
    return rows


def sign_matrix(seed, layer, sources, units):
    states = [first_state(seed, layer, unit) for unit in range(units)]
    rows = []
    for _ in range(sources):
        rows.append([1.0 if state & 1 else -1.0 for state in states])
        states = [next_state(state) for state in states]
    return rows


def one_hot(sources, unit):
    return unit % sources


def sign_shift(units):
    """Half the base-2 logarithm of units + 1, to the nearest integer, ties to even."""
    whole = (units + 1).bit_length() - 1
    if units + 1 == 1 << whole and whole % 2 == 1:
        return (whole // 2 + 1) // 2 * 2
    return (whole + 1) // 2


SCALES = {
    "constant": lambda epoch: 1.0,
    "ln(t+1)": lambda epoch: math.log(epoch + 1.0),
    "ln(t+e)": lambda epoch: math.log(epoch + math.e),
}


class Scheme:
    """One row of the table of schemes, with its scale."""

    def __init__(self, name, protocol_scale):
        self.name = name
        scale = protocol_scale
        for label in SCALES:
            if name.endswith("-" + label):
                name = name[:-len(label) - 1]
                scale = label
        match = re.fullmatch(r"sparse(?:-(\d+))?", name)
        self.kind = "sparse" if match else name
        self.connections = int(match[1] or 2) if match else 0
        self.stores = self.kind not in ("backprop", "sign-symmetric")
        self.scale = scale
        self.scaled = self.stores and scale != "constant"

    def source(self, widths, layer):
        return len(widths) - 1 if self.kind.startswith("direct") else layer + 1

    def drawn(self, seed, run, widths, layer, law):
        """B of a hidden layer before any scale."""
        sources = widths[self.source(widths, layer)]
        units = widths[layer]
        if self.kind in ("one-hot", "direct-one-hot"):
            return [[1.0 if one_hot(sources, unit) == row else 0.0 for unit in range(units)]
                    for row in range(sources)]
        stream = Stream("%d/feedback/%d/%d" % (seed, run, layer))
        if self.kind == "sign":
            return sign_matrix(stream.next_long(), layer, sources, units)
        dense = drawn_matrix(law, stream, sources, units, units)
        if self.kind != "sparse":
            return dense
        kept = sparse_rows(stream, sources, units, self.connections)
        factor = math.sqrt(sources / self.connections)
        return [[factor * dense[row][unit] if row in kept[unit] else 0.0 for unit in range(units)]
                for row in range(sources)]


def drawn_weights(seed, run, widths, layer, law):
    stream = Stream("%d/weights/%d/%d" % (seed, run, layer))
    return drawn_matrix(law, stream, widths[layer - 1] + 1, widths[layer], widths[layer - 1])


def register_states(seed, run, widths, layer):
    rounding_seed = Stream("%d/rounding/%d" % (seed, run)).next_long()
    return [first_state(rounding_seed, layer, unit) for unit in range(widths[layer])]


def split(seed, run, kind, train_file, test_file):
    """Returns the training and the test samples, as numbers of images."""
    if kind == "official":
        return list(range(train_file)), list(range(train_file, train_file + test_file))
    images = list(range(train_file + test_file))
    Stream("%d/split/%d" % (seed, run)).shuffle(images)
    train, test = kind["trainSamples"], kind["testSamples"]
    return images[:train], images[train:train + test]


def order(seed, run, kind, epoch, train):
    samples = list(train)
    name = "%d/order/%d" % (seed, run)
    Stream(name if kind == "fixed" else "%s/%d" % (name, epoch)).shuffle(samples)
    return samples


# One step


class Network:
    """The words of one network, and the step that changes them."""

    def __init__(self, widths, scheme, formats, sigmoid, weights, feedback, states):
        """weights[l] are codes; feedback[l] is B as drawn; states[l] are those of the registers."""
        self.widths = widths
        self.layers = len(widths) - 1
        self.scheme = scheme
        self.formats = formats
        self.sigmoid = sigmoid
        self.weights = weights
        self.drawn_feedback = feedback
        self.feedback = {}
        self.registers = {layer: Registers(list(states[layer])) for layer in states}
        bits = {role: formats[role].fraction_bits for role in formats}
        self.bits = bits
        self.to_address = {
            layer: converter(bits["weight"] + bits["input" if layer == 1 else "activation"],
                             sigmoid.address)
            for layer in weights}
        self.to_derivative = converter(2 * bits["activation"], formats["derivative"])
        self.to_output_delta = converter(bits["activation"] + bits["derivative"], formats["delta"])
        self.to_hidden_delta = converter(bits["delta"] + bits["derivative"], formats["delta"])

    def begin_epoch(self, epoch):
        factor = SCALES[self.scheme.scale](epoch)
        nearest = self.formats["feedback"].nearest
        for layer, matrix in self.drawn_feedback.items():
            self.feedback[layer] = [[nearest(value * factor) for value in row] for row in matrix]

    def step(self, inputs, labels, eta):
        """Trains one minibatch: codes of pixels, labels, and (code, f) of eta."""
        samples = range(len(inputs))
        activations = self.forward(inputs)
        deltas = {self.layers: self.output_deltas(activations, labels)}
        errors = {}
        for layer in range(self.layers - 1, 0, -1):
            errors[layer] = self.errors(layer, deltas[self.scheme.source(self.widths, layer)])
            deltas[layer] = [
                [self.hidden_delta(layer, unit, errors[layer][sample][unit],
                                   activations[layer][sample][unit])
                 for unit in range(self.widths[layer])]
                for sample in samples]
        gradients = {}
        for layer in range(self.layers, 0, -1):
            gradients[layer] = self.gradients(layer, deltas[layer], eta)
            self.update(layer, activations[layer - 1], gradients[layer])
        return activations, deltas, errors, gradients

    def forward(self, inputs):
        one = self.sigmoid.one
        activations = {0: [codes + [1 << self.bits["input"]] for codes in inputs]}
        self.addresses = {}
        for layer in range(1, self.layers + 1):
            columns = list(zip(*self.weights[layer]))
            convert = self.to_address[layer]
            rows = []
            self.addresses[layer] = []
            for sample in activations[layer - 1]:
                addresses = [
                    convert(sum(a * w for a, w in zip(sample, column)), None, 0)
                    for column in columns]
                self.addresses[layer].append(addresses)
                row = [self.sigmoid.look_up(address) for address in addresses]
                rows.append(row + [one] if layer < self.layers else row)
            activations[layer] = rows
        return activations

    def derivative(self, layer, unit, activation):
        product = activation * (self.sigmoid.one - activation)
        return self.to_derivative(product, self.registers[layer], unit)

    def output_deltas(self, activations, labels):
        last = self.layers
        deltas = []
        for row, label in zip(activations[last], labels):
            delta = []
            for unit, a in enumerate(row):
                difference = a - (self.sigmoid.one if unit == label else 0)
                slope = self.derivative(last, unit, a)
                delta.append(
                    self.to_output_delta(difference * slope, self.registers[last], unit))
            deltas.append(delta)
        return deltas

    def hidden_delta(self, layer, unit, error, activation):
        slope = self.derivative(layer, unit, activation)
        return self.to_hidden_delta(error * slope, self.registers[layer], unit)

    def errors(self, layer, source_deltas):
        units = range(self.widths[layer])
        registers = self.registers[layer]
        scheme = self.scheme
        delta_bits = self.bits["delta"]
        delta = self.formats["delta"]
        feedback = self.feedback.get(layer)
        if scheme.kind in ("one-hot", "direct-one-hot"):
            places = [one_hot(len(feedback), unit) for unit in units]
            if not scheme.scaled:
                return [[d[place] for place in places] for d in source_deltas]
            convert = converter(delta_bits + self.bits["feedback"], delta)
            return [[convert(d[place] * feedback[place][unit], registers, unit)
                     for unit, place in enumerate(places)] for d in source_deltas]
        factors = [1] * len(units)
        if scheme.kind in ("sign", "sign-symmetric"):
            if scheme.kind == "sign":
                signed = [[row[unit] for row in feedback] for unit in units]
            else:
                signed = [self.weights[layer + 1][unit] for unit in units]
            columns = [[-1 if code < 0 else 1 for code in column] for column in signed]
            bits = delta_bits + sign_shift(len(units))
            if scheme.scaled:
                factors = [abs(code) for code in feedback[0]]
                bits += self.bits["feedback"]
        elif scheme.kind == "backprop":
            columns = [self.weights[layer + 1][unit] for unit in units]
            bits = delta_bits + self.bits["weight"]
        else:
            columns = [[row[unit] for row in feedback] for unit in units]
            bits = delta_bits + self.bits["feedback"]
        convert = converter(bits, delta)
        return [
            [convert(factors[unit] * sum(x * y for x, y in zip(d, columns[unit])), registers, unit)
             for unit in units]
            for d in source_deltas]

    def gradients(self, layer, deltas, eta):
        code, fraction_bits = eta
        convert = converter(self.bits["delta"] + fraction_bits, self.formats["gradient"])
        registers = self.registers[layer]
        return [[convert(code * d, registers, unit) for unit, d in enumerate(row)]
                for row in deltas]

    def update(self, layer, activations, gradients):
        product_bits = (
            self.bits["input" if layer == 1 else "activation"] + self.bits["gradient"])
        bits = max(product_bits, self.bits["weight"])
        product_shift = bits - product_bits
        weight_shift = bits - self.bits["weight"]
        convert = converter(bits, self.formats["weight"])
        registers = self.registers[layer]
        columns = list(zip(*gradients))
        inputs = list(zip(*activations))
        for i, row in enumerate(self.weights[layer]):
            for j, weight in enumerate(row):
                total = sum(a * g for a, g in zip(inputs[i], columns[j]))
                row[j] = convert(
                    (weight << weight_shift) - (total << product_shift), registers, j)

    def predict(self, inputs):
        outputs = self.forward([inputs])[self.layers][0]
        return outputs.index(max(outputs))
