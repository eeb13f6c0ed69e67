// One lane of the vector unit: everything that happens to a sum or an element on its way to memory.
//
// Computes, by operation (numbers as in train_sequencer; conv is the conversion unit):
//   forward      z = conv(sum)
//   activate     a = sigmoid_table(z)
//   error.2      delta = conv((a - t) conv(a (1 - a)))
//   feedback.1   e = conv(sum), or the routed word
//   delta.1      delta = conv(e conv(a (1 - a)))
//   scale        g = conv(eta delta)
//   update       w = conv((w << WeightShift) - (sum << ProductShift))
// Ranges:  sums fit AccWidth (proven by whoever sets the parameters); so do all products here.
// Timing:  sum_i and weight_i act in the cycle in which they are present. z_i, a_i, t_i, e_i, d_i are
//          taken a cycle earlier (the pipeline stage of the elementwise operations). word_o and
//          state_o are combinational from then on.
//
// state_i, state_o  the random register before and after: one step per inexact STOCHASTIC conversion,
//                   the derivative before its product

`default_nettype none

module vector_lane #(
  parameter int AccWidth = 48,
  parameter int WordWidth = 16,
  parameter int InputFraction = 14,
  parameter int WeightWidth = 16,
  parameter int WeightFraction = 12,
  parameter int WeightRounding = 1,
  parameter int WeightOverflow = 0,
  parameter int DerivativeWidth = 16,
  parameter int DerivativeFraction = 16,
  parameter int DerivativeSigned = 1,
  parameter int DerivativeRounding = 1,
  parameter int DerivativeOverflow = 0,
  parameter int DeltaWidth = 16,
  parameter int DeltaFraction = 14,
  parameter int DeltaRounding = 1,
  parameter int DeltaOverflow = 0,
  parameter int FeedbackFraction = 12,  // of what delta is multiplied by, or the shift of signs
  parameter int GradientWidth = 16,
  parameter int GradientFraction = 18,
  parameter int GradientRounding = 1,
  parameter int GradientOverflow = 0,
  parameter int ActivationWidth = 16,
  parameter int ActivationFraction = 14,
  parameter int ActivationSigned = 1,
  parameter int TableWords = 2048,
  parameter int TableDomain = 8,
  parameter int AddressRounding = 1,
  parameter TableFile = "sigmoid.hex",
  parameter int EtaCode = 1,
  parameter int EtaFraction = 3,
  parameter int OneHot = 0,
  parameter int Fault = 0,  // 2: error.2 computes t - a, 3: bit 0 of the random register is stuck
  parameter int AddressWidth = $clog2(TableWords) + 1
) (
  input  logic                              clk_i,
  input  logic [3:0]                        op_i,
  input  logic signed [AccWidth-1:0]        sum_i,
  input  logic signed [WeightWidth-1:0]     weight_i,
  input  logic signed [AddressWidth-1:0]    z_i,
  input  logic [ActivationWidth-1:0]        a_i,
  input  logic                              t_i,
  input  logic signed [DeltaWidth-1:0]      e_i,
  input  logic signed [DeltaWidth-1:0]      d_i,
  input  logic [31:0]                       state_i,
  output logic [31:0]                       state_o,
  output logic [WordWidth-1:0]              word_o,
  output logic                              saturated_o,
  output logic                              derivative_saturated_o
);

  localparam int STOCHASTIC = fixed_point_pkg::STOCHASTIC;
  localparam int AddressFraction = $clog2(TableWords) - $clog2(TableDomain);
  localparam int Signed = ActivationWidth + 2;  // an activation, or 1 - a, as a signed number

  logic [31:0] random;
  assign random = (Fault == 3) ? state_i | 32'd1 : state_i;

  // The stage of the elementwise operations.
  logic [ActivationWidth-1:0] a_q, table_word;
  logic t_q;
  logic signed [DeltaWidth-1:0] e_q, d_q;
  always_ff @(posedge clk_i) begin
    a_q <= a_i;
    t_q <= t_i;
    e_q <= e_i;
    d_q <= d_i;
  end

  sigmoid_table #(
    .Words(TableWords), .Width(ActivationWidth), .Fraction(ActivationFraction),
    .TableFile(TableFile)
  ) u_table (
    .clk_i, .address_i(z_i), .word_o(table_word)
  );

  // forward
  logic [AddressWidth-1:0] z1, z2;
  logic unused_inexact_1, unused_inexact_2;
  logic inexact_feedback, inexact_error, inexact_delta, inexact_scale, inexact_update;
  logic saturated_forward_1, saturated_forward_2, saturated_feedback, saturated_derivative;
  logic saturated_error, saturated_delta, saturated_scale, saturated_update;
  conversion #(
    .SourceWidth(AccWidth), .SourceFraction(InputFraction + WeightFraction),
    .TargetWidth(AddressWidth), .TargetFraction(AddressFraction), .TargetSigned(1),
    .Rounding(AddressRounding), .Overflow(fixed_point_pkg::SAT_SYM)
  ) u_forward_1 (
    .accumulator_i(sum_i), .random_i(32'd0), .word_o(z1),
    .inexact_o(unused_inexact_1), .saturated_o(saturated_forward_1)
  );
  conversion #(
    .SourceWidth(AccWidth), .SourceFraction(ActivationFraction + WeightFraction),
    .TargetWidth(AddressWidth), .TargetFraction(AddressFraction), .TargetSigned(1),
    .Rounding(AddressRounding), .Overflow(fixed_point_pkg::SAT_SYM)
  ) u_forward_2 (
    .accumulator_i(sum_i), .random_i(32'd0), .word_o(z2),
    .inexact_o(unused_inexact_2), .saturated_o(saturated_forward_2)
  );

  // feedback
  logic [DeltaWidth-1:0] e_word;
  if (OneHot != 0) begin : g_route
    assign e_word = e_q;
    assign inexact_feedback = 1'b0;
    assign saturated_feedback = 1'b0;
  end else begin : g_sum
    conversion #(
      .SourceWidth(AccWidth), .SourceFraction(DeltaFraction + FeedbackFraction),
      .TargetWidth(DeltaWidth), .TargetFraction(DeltaFraction), .TargetSigned(1),
      .Rounding(DeltaRounding), .Overflow(DeltaOverflow)
    ) u_feedback (
      .accumulator_i(sum_i), .random_i(random), .word_o(e_word),
      .inexact_o(inexact_feedback), .saturated_o(saturated_feedback)
    );
  end

  // a (1 - a), then its product with a - t or with e
  logic signed [Signed-1:0] a, one, rest, difference;
  logic signed [2*Signed-1:0] derivative_sum;
  logic [DerivativeWidth-1:0] derivative_word;
  logic signed [DerivativeWidth:0] derivative;
  logic derivative_inexact;
  logic [31:0] state_after_derivative;
  assign a = {{2{(ActivationSigned != 0) && a_q[ActivationWidth-1]}}, a_q};
  assign one = Signed'(1) <<< ActivationFraction;
  assign rest = one - a;
  assign difference = (Fault == 2) ? (t_q ? one - a : -a) : (t_q ? a - one : a);
  assign derivative_sum = (2 * Signed)'(a) * (2 * Signed)'(rest);
  conversion #(
    .SourceWidth(2 * Signed), .SourceFraction(2 * ActivationFraction),
    .TargetWidth(DerivativeWidth), .TargetFraction(DerivativeFraction),
    .TargetSigned(DerivativeSigned), .Rounding(DerivativeRounding), .Overflow(DerivativeOverflow)
  ) u_derivative (
    .accumulator_i(derivative_sum), .random_i(random), .word_o(derivative_word),
    .inexact_o(derivative_inexact), .saturated_o(saturated_derivative)
  );
  assign derivative =
      {(DerivativeSigned != 0) && derivative_word[DerivativeWidth-1], derivative_word};
  assign state_after_derivative = (derivative_inexact && DerivativeRounding == STOCHASTIC)
      ? next : random;

  localparam int ErrorWidth = Signed + DerivativeWidth + 1;
  localparam int DeltaProductWidth = DeltaWidth + DerivativeWidth + 1;
  logic signed [ErrorWidth-1:0] error_sum;
  logic signed [DeltaProductWidth-1:0] delta_sum;
  logic [DeltaWidth-1:0] error_word, delta_word;
  assign error_sum = ErrorWidth'(difference) * ErrorWidth'(derivative);
  assign delta_sum = DeltaProductWidth'(e_q) * DeltaProductWidth'(derivative);
  conversion #(
    .SourceWidth(ErrorWidth), .SourceFraction(ActivationFraction + DerivativeFraction),
    .TargetWidth(DeltaWidth), .TargetFraction(DeltaFraction), .TargetSigned(1),
    .Rounding(DeltaRounding), .Overflow(DeltaOverflow)
  ) u_error (
    .accumulator_i(error_sum), .random_i(state_after_derivative), .word_o(error_word),
    .inexact_o(inexact_error), .saturated_o(saturated_error)
  );
  conversion #(
    .SourceWidth(DeltaProductWidth), .SourceFraction(DeltaFraction + DerivativeFraction),
    .TargetWidth(DeltaWidth), .TargetFraction(DeltaFraction), .TargetSigned(1),
    .Rounding(DeltaRounding), .Overflow(DeltaOverflow)
  ) u_delta (
    .accumulator_i(delta_sum), .random_i(state_after_derivative), .word_o(delta_word),
    .inexact_o(inexact_delta), .saturated_o(saturated_delta)
  );

  // scale: a power of two has code 1 and is a shift
  localparam int ScaleWidth = DeltaWidth + 17;
  logic signed [ScaleWidth-1:0] scale_sum;
  logic [GradientWidth-1:0] gradient_word;
  assign scale_sum = ScaleWidth'(d_q) * ScaleWidth'(EtaCode);
  conversion #(
    .SourceWidth(ScaleWidth), .SourceFraction(DeltaFraction + EtaFraction),
    .TargetWidth(GradientWidth), .TargetFraction(GradientFraction), .TargetSigned(1),
    .Rounding(GradientRounding), .Overflow(GradientOverflow)
  ) u_scale (
    .accumulator_i(scale_sum), .random_i(random), .word_o(gradient_word),
    .inexact_o(inexact_scale), .saturated_o(saturated_scale)
  );

  // update
  logic [WeightWidth-1:0] weight_1, weight_2;
  logic inexact_update_1, inexact_update_2, saturated_update_1, saturated_update_2;
  update_element #(
    .AccWidth(AccWidth), .ProductFraction(InputFraction + GradientFraction),
    .WeightWidth(WeightWidth), .WeightFraction(WeightFraction),
    .Rounding(WeightRounding), .Overflow(WeightOverflow)
  ) u_update_1 (
    .weight_i, .sum_i, .random_i(random), .weight_o(weight_1),
    .inexact_o(inexact_update_1), .saturated_o(saturated_update_1)
  );
  update_element #(
    .AccWidth(AccWidth), .ProductFraction(ActivationFraction + GradientFraction),
    .WeightWidth(WeightWidth), .WeightFraction(WeightFraction),
    .Rounding(WeightRounding), .Overflow(WeightOverflow)
  ) u_update_2 (
    .weight_i, .sum_i, .random_i(random), .weight_o(weight_2),
    .inexact_o(inexact_update_2), .saturated_o(saturated_update_2)
  );
  logic [WeightWidth-1:0] weight_word;
  assign weight_word = (op_i == 4'd8) ? weight_2 : weight_1;
  assign inexact_update = (op_i == 4'd8) ? inexact_update_2 : inexact_update_1;
  assign saturated_update = (op_i == 4'd8) ? saturated_update_2 : saturated_update_1;

  logic [31:0] next, next_after_derivative;
  assign next = fixed_point_pkg::lfsr_next(random);
  assign next_after_derivative = fixed_point_pkg::lfsr_next(state_after_derivative);

  always_comb begin
    word_o = WordWidth'(z1);
    state_o = random;
    saturated_o = 1'b0;
    derivative_saturated_o = 1'b0;
    case (op_i)
      4'd0: saturated_o = saturated_forward_1;
      4'd2: begin
        word_o = WordWidth'(z2);
        saturated_o = saturated_forward_2;
      end
      4'd1, 4'd3: word_o = WordWidth'(table_word);
      4'd4: begin
        word_o = WordWidth'(error_word);
        saturated_o = saturated_error;
        derivative_saturated_o = saturated_derivative;
        state_o = (inexact_error && DeltaRounding == STOCHASTIC)
            ? next_after_derivative : state_after_derivative;
      end
      4'd5: begin
        word_o = WordWidth'(e_word);
        saturated_o = saturated_feedback;
        state_o = (inexact_feedback && DeltaRounding == STOCHASTIC)
            ? next : random;
      end
      4'd6: begin
        word_o = WordWidth'(delta_word);
        saturated_o = saturated_delta;
        derivative_saturated_o = saturated_derivative;
        state_o = (inexact_delta && DeltaRounding == STOCHASTIC)
            ? next_after_derivative : state_after_derivative;
      end
      4'd7, 4'd9: begin
        word_o = WordWidth'(gradient_word);
        saturated_o = saturated_scale;
        state_o = (inexact_scale && GradientRounding == STOCHASTIC)
            ? next : random;
      end
      default: begin
        word_o = WordWidth'(weight_word);
        saturated_o = saturated_update;
        state_o = (inexact_update && WeightRounding == STOCHASTIC)
            ? next : random;
      end
    endcase
  end

endmodule

`default_nettype wire
