// Every conversion from a 10-bit accumulator, against a specification in real numbers.
//
// For each rounding, overflow, signedness and shift the testbench tries all 1,024 accumulators with
// several random words. The specification divides, takes floors and compares fractions in real
// arithmetic, which is exact here; it shares no expression with the unit.

`default_nettype none

module conversion_checker #(
  parameter int Shift = 3,
  parameter int Signed = 1,
  parameter int Rounding = 0,
  parameter int Overflow = 0
) (
  input logic signed [9:0] accumulator_i,
  input logic        [31:0] random_i
);
  localparam int TargetWidth = 5;
  logic [TargetWidth-1:0] word;
  logic inexact, saturated;

  conversion #(
    .SourceWidth(10), .SourceFraction(Shift + 2), .TargetWidth(TargetWidth), .TargetFraction(2),
    .TargetSigned(Signed), .Rounding(Rounding), .Overflow(Overflow)
  ) u_conversion (
    .accumulator_i, .random_i, .word_o(word), .inexact_o(inexact), .saturated_o(saturated)
  );

  real scale, value, down, fraction, rounded, draw;
  integer code, largest, smallest, limited;
  integer checks = 0;

  task check;
    begin
      scale = 2.0 ** Shift;
      value = accumulator_i / scale;
      down = $floor(value);
      fraction = value - down;
      draw = (Shift > 0) ? (random_i % (1 << (Shift > 0 ? Shift : 0))) / scale : 0.0;
      case (Rounding)
        0: rounded = down;
        1: rounded = (fraction >= 0.5) ? down + 1 : down;
        2: rounded = (fraction > 0.5) ? down + 1 :
                     (fraction < 0.5) ? down :
                     (down / 2.0 == $floor(down / 2.0)) ? down : down + 1;
        3: rounded = (fraction > 0.5) ? down + 1 :
                     (fraction < 0.5) ? down : (value < 0) ? down + 1 : down;
        default: rounded = (fraction + draw >= 1.0) ? down + 1 : down;
      endcase
      code = $rtoi(rounded);
      largest = (Signed != 0) ? 15 : 31;
      smallest = (Signed == 0) ? 0 : (Overflow == 1) ? -15 : -16;
      limited = code;
      if (Overflow == 2) begin
        smallest = (Signed == 0) ? 0 : -16;
        limited = ((code % 32) + 32) % 32;
      end else if (code > largest) begin
        limited = largest;
      end else if (code < smallest) begin
        limited = smallest;
      end
      checks = checks + 1;
      if (word !== limited[TargetWidth-1:0] || inexact !== (fraction != 0.0)
          || saturated !== (code > largest || code < smallest)) begin
        $display("FAIL shift=%0d signed=%0d rounding=%0d overflow=%0d acc=%0d random=%h: got %h %b %b, expected %h",
                 Shift, Signed, Rounding, Overflow, accumulator_i, random_i, word, inexact,
                 saturated, limited[TargetWidth-1:0]);
        $fatal(1, "conversion");
      end
    end
  endtask
endmodule

module tb_conversion;
  logic signed [9:0] accumulator = 0;
  logic [31:0] random = 32'h1;
  integer i, total = 0;
  event now;

  for (genvar s = -2; s <= 12; s++) begin : g_s
    for (genvar n = 0; n < 2; n++) begin : g_n
      for (genvar q = 0; q < 5; q++) begin : g_q
        for (genvar o = 0; o < 3; o++) begin : g_o
          conversion_checker #(.Shift(s), .Signed(n), .Rounding(q), .Overflow(o)) u_checker (
            .accumulator_i(accumulator), .random_i(random)
          );
          always @(now) begin
            u_checker.check;
            total = total + 1;
          end
        end
      end
    end
  end

  initial begin
    for (i = 0; i < 1024; i = i + 1) begin
      accumulator = i[9:0];
      random = fixed_point_pkg::lfsr_next(random ^ {i[9:0], 22'h155555});
      #1;
      ->now;
      #1;
    end
    if (total != 1024 * 15 * 2 * 5 * 3) begin
      $fatal(1, "%0d checks", total);
    end
    $display("PASS conversion checks=%0d", total);
    $finish;
  end
endmodule

`default_nettype wire
