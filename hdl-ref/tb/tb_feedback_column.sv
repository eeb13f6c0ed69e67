// Every kind of feedback column against a behavioural specification, with random idle cycles.
//
// The testbench loads random contents, streams random errors, and compares each word with a sum that
// it forms itself from what it loaded, rounded and limited in plain integer arithmetic; and the
// cycles of samples without idle cycles with Outputs + 2 Hidden.
//
//   +samples=N  how many samples; +dense for no idle cycles
//
// Prints PASS and the counts at the end; ends with $fatal at the first difference.

`default_nettype none

module tb_feedback_column #(
  parameter int Kind = 0,
  parameter int Hidden = 5,
  parameter int Outputs = 4,
  parameter int Width = 12,
  parameter int Taps = 2
);
  localparam int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1;
  localparam int LaneWidth = (Hidden > 1) ? $clog2(Hidden) : 1;
  localparam int Fraction = Width - 2;

  logic clk = 0, rst_n = 0;
  always #1 clk = ~clk;

  logic load = 0, valid = 0, ready, out_valid, inexact, saturated;
  logic [LaneWidth-1:0] load_lane = 0;
  logic [IndexWidth-1:0] load_index = 0;
  logic [IndexWidth+Width-1:0] load_word = 0;
  logic signed [Width-1:0] error = 0;
  logic [Width-1:0] word;

  feedback_column #(
    .Kind(Kind), .Hidden(Hidden), .Outputs(Outputs), .DeltaWidth(Width), .DeltaFraction(Fraction),
    .FeedbackWidth(Width), .FeedbackFraction(Fraction), .Taps(Taps)
  ) u_column (
    .clk_i(clk), .rst_ni(rst_n), .load_i(load), .load_lane_i(load_lane), .load_index_i(load_index),
    .load_word_i(load_word), .valid_i(valid), .error_i(error), .ready_o(ready), .random_i(32'd0),
    .valid_o(out_valid), .word_o(word), .inexact_o(inexact), .saturated_o(saturated)
  );

  // The matrix that the column must act like, in units of the feedback's last place.
  integer matrix [0:Outputs*Hidden-1];
  integer errors [0:Outputs-1];
  integer h, k, cycle, samples, sample, lane, taken, first_cycle, phase, previous;
  reg [31:0] seed, state, hash;
  reg idle, dense;
  reg signed [63:0] sum, code, half, one, largest;

  function [31:0] next_random(input [31:0] value);
    reg [31:0] x;
    begin
      x = value ^ (value << 13);
      x = x ^ (x >> 17);
      next_random = x ^ (x << 5);
    end
  endfunction

  function integer signed_word(input [31:0] value);
    signed_word = $signed(value) >>> (32 - Width);
  endfunction

  task load_one(input integer at_lane, input integer at_index, input integer selection,
                input integer value);
    begin
      @(negedge clk);
      load = 1;
      load_lane = at_lane[LaneWidth-1:0];
      load_index = at_index[IndexWidth-1:0];
      load_word = {selection[IndexWidth-1:0], value[Width-1:0]};
      @(negedge clk);
      load = 0;
    end
  endtask

  task load_lane_contents;
    begin
      state = (32'h9E37_79B9 * (h + 1)) | 32'd1;
      previous = -1;
      for (k = 0; k < Outputs; k = k + 1) begin
        seed = next_random(seed);
        case (Kind)
          0: begin
            matrix[k*Hidden+h] = signed_word(seed);
            load_one(h, k, 0, matrix[k*Hidden+h]);
          end
          1: begin
            hash = (h * Outputs + k + 1) * 32'h9E37_79B9;
            hash = (hash ^ (hash >> 15)) * 32'h85EB_CA6B;
            matrix[k*Hidden+h] = signed_word(hash);
          end
          2: begin
            matrix[k*Hidden+h] = state[0] ? one : -one;
            state = {1'b0, state[31:1]} ^ (state[0] ? 32'h8020_0003 : 32'd0);
          end
          3: begin
            matrix[k*Hidden+h] = (k == (7 * h + 3) % Outputs) ? one : 0;
          end
          default: begin
            // The last Taps outputs, shifted by the lane, in ascending order.
            matrix[k*Hidden+h] = 0;
            if (previous + 1 < Taps && (k + h) % 2 == 0) begin
              previous = previous + 1;
              matrix[k*Hidden+h] = signed_word(seed);
              load_one(h, previous, k, matrix[k*Hidden+h]);
            end
          end
        endcase
      end
      if (Kind == 3) load_one(h, 0, (7 * h + 3) % Outputs, 0);
      // Taps that are not used select an output that was passed already.
      if (Kind == 4) begin
        for (previous = previous + 1; previous < Taps; previous = previous + 1) begin
          load_one(h, previous, 0, 0);
        end
      end
    end
  endtask

  task check_word;
    begin
      sum = 0;
      for (k = 0; k < Outputs; k = k + 1) sum = sum + errors[k] * matrix[k*Hidden+lane];
      half = one / 2;
      code = sum + half;
      // Nearest, ties up, by division toward minus infinity.
      if (code < 0 && code % one != 0) code = code / one - 1;
      else code = code / one;
      largest = (64'sd1 <<< (Width - 1)) - 1;
      if (code > largest) code = largest;
      if (code < -largest - 1) code = -largest - 1;
      if (word !== code[Width-1:0]) begin
        $fatal(1, "kind %0d sample %0d lane %0d: word %h, expected %h", Kind, sample, lane, word,
               code[Width-1:0]);
      end
      if (lane == Hidden - 1) begin
        if (!idle && cycle - first_cycle + 1 != Outputs + 2 * Hidden) begin
          $fatal(1, "%0d cycles", cycle - first_cycle + 1);
        end
        sample = sample + 1;
        lane = 0;
        phase = 0;
        taken = 0;
      end else begin
        lane = lane + 1;
      end
    end
  endtask

  initial begin
    seed = 32'h1234_5678;
    samples = 50;
    if ($value$plusargs("samples=%d", samples)) ;
    dense = $test$plusargs("dense");
    one = 64'sd1 <<< Fraction;
    phase = 1;
    cycle = 0;
    sample = 0;
    lane = 0;
    taken = 0;
    #4 rst_n = 1;
    for (h = 0; h < Hidden; h = h + 1) load_lane_contents;
    phase = 0;
  end

  always @(posedge clk) if (rst_n) begin : p_cycle
    if (out_valid) check_word;
    if (valid && ready) begin
      if (taken == 0) begin
        first_cycle = cycle;
        idle = 0;
      end
      errors[taken] = error;
      taken = taken + 1;
    end else if (taken != 0 && taken != Outputs) begin
      idle = 1;
    end
    if (sample == samples) begin
      $display("PASS feedback_column kind=%0d %0dx%0d samples=%0d cycles=%0d", Kind, Hidden,
               Outputs, sample, cycle);
      $finish;
    end
    seed = next_random(seed);
    valid <= phase == 0 && taken < Outputs && (dense || seed[31:30] != 0);
    seed = next_random(seed);
    error <= signed_word(seed);
    cycle = cycle + 1;
    if (cycle > 1_000_000) $fatal(1, "no end");
  end

endmodule

`default_nettype wire
