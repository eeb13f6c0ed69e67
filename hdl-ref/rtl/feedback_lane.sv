// One hidden unit of the feedback column: forms its fed-back error from the stream of output errors.
//
// Computes, over the errors d[k] of one sample, k = 0 .. Outputs - 1:
//   Kind DENSE    sum_k d[k] F[k], F stored, one multiplier     (backprop's copy, or a loaded B)
//   Kind CONSTANT sum_k d[k] F[k], F fixed in logic             (random: F is a hash of Lane and k)
//   Kind SIGN     sum_k +-d[k], the sign from an LFSR            (adders only)
//   Kind ONE_HOT  d[s], s the stored selection                   (no arithmetic)
//   Kind SPARSE   sum_i d[s_i] F_i over Taps stored pairs, s_i ascending, one multiplier
// Ranges:  the sum of Outputs products; the caller proves SumWidth. SIGN: the bit of d[k] is bit 0 of
//          the register after k steps from its seed, set means plus.
// Timing:  the token (valid, first, k, error) is registered on its way in; the sum includes it two
//          edges after it was on the port, and the next lane sees it one edge after.
//          shift_i moves the sums one lane down: sum_o <- sum_above_i.

`default_nettype none

module feedback_lane #(
  parameter int Kind = 0,
  parameter int Lane = 0,
  parameter int Outputs = 10,
  parameter int DeltaWidth = 16,
  parameter int FeedbackWidth = 16,
  parameter int SumWidth = 36,
  parameter int Taps = 2,
  parameter int IndexWidth = 4
) (
  input  logic                            clk_i,
  input  logic                            rst_ni,
  // Load port: one word of F, a selection, or a pair {selection, word}, at load_index_i.
  input  logic                            load_i,
  input  logic [IndexWidth-1:0]           load_index_i,
  input  logic [IndexWidth+FeedbackWidth-1:0] load_word_i,
  input  logic                            valid_i,
  input  logic                            first_i,
  input  logic [IndexWidth-1:0]           k_i,
  input  logic signed [DeltaWidth-1:0]    error_i,
  output logic                            valid_o,
  output logic                            first_o,
  output logic [IndexWidth-1:0]           k_o,
  output logic signed [DeltaWidth-1:0]    error_o,
  input  logic                            shift_i,
  input  logic signed [SumWidth-1:0]      sum_above_i,
  output logic signed [SumWidth-1:0]      sum_o
);

  localparam int DENSE = 0, CONSTANT = 1, SIGN = 2, ONE_HOT = 3, SPARSE = 4;
  localparam int ProductWidth = DeltaWidth + FeedbackWidth;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      valid_o <= 1'b0;
      first_o <= 1'b0;
    end else begin
      valid_o <= valid_i;
      first_o <= first_i;
    end
  end
  always_ff @(posedge clk_i) begin
    k_o <= k_i;
    error_o <= error_i;
  end

  logic signed [SumWidth-1:0] term;
  logic take;  // whether the term counts

  if (Kind == DENSE || Kind == CONSTANT) begin : g_dense
    logic signed [FeedbackWidth-1:0] feedback_q;
    logic signed [ProductWidth-1:0] product;
    if (Kind == DENSE) begin : g_stored
      logic [FeedbackWidth-1:0] words [0:(1<<IndexWidth)-1];
      always_ff @(posedge clk_i) begin
        if (load_i) begin
          words[load_index_i] <= load_word_i[FeedbackWidth-1:0];
        end
        feedback_q <= words[k_i];
      end
      logic unused_load;
      assign unused_load = ^load_word_i[FeedbackWidth+:IndexWidth];
    end else begin : g_constant
      logic [Outputs*FeedbackWidth-1:0] words;
      for (genvar k = 0; k < Outputs; k++) begin : g_word
        localparam logic [31:0] Hash0 = 32'(Lane * Outputs + k + 1) * 32'h9E37_79B9;
        localparam logic [31:0] Hash = (Hash0 ^ (Hash0 >> 15)) * 32'h85EB_CA6B;
        assign words[k*FeedbackWidth+:FeedbackWidth] = Hash[31-:FeedbackWidth];
      end
      always_ff @(posedge clk_i) begin
        feedback_q <= words[32'(k_i)*FeedbackWidth+:FeedbackWidth];
      end
      logic unused_load;
      assign unused_load = ^{load_i, load_index_i, load_word_i};
    end
    assign product = ProductWidth'(error_o) * ProductWidth'(feedback_q);
    assign term = SumWidth'(product);
    assign take = 1'b1;

  end else if (Kind == SIGN) begin : g_sign
    localparam logic [31:0] Seed = (32'(Lane + 1) * 32'h9E37_79B9) | 32'd1;
    logic [31:0] state_q, state;
    assign state = first_o ? Seed : state_q;
    always_ff @(posedge clk_i) begin
      if (valid_o) begin
        state_q <= fixed_point_pkg::lfsr_next(state);
      end
    end
    logic signed [SumWidth-1:0] error;
    assign error = SumWidth'(error_o);
    assign term = state[0] ? error : -error;
    assign take = 1'b1;
    logic unused_load;
    assign unused_load = ^{load_i, load_index_i, load_word_i};

  end else if (Kind == ONE_HOT) begin : g_one_hot
    logic [IndexWidth-1:0] selection_q;
    always_ff @(posedge clk_i) begin
      if (load_i) begin
        selection_q <= load_word_i[FeedbackWidth+:IndexWidth];
      end
    end
    assign term = SumWidth'(error_o);
    assign take = k_o == selection_q;
    logic unused_load;
    assign unused_load = ^{load_index_i, load_word_i[FeedbackWidth-1:0]};

  end else if (Kind == SPARSE) begin : g_sparse
    localparam int Depth = (Taps > 1) ? 1 << $clog2(Taps) : 2;
    logic [IndexWidth+FeedbackWidth-1:0] pairs [0:Depth-1];
    logic [IndexWidth+FeedbackWidth-1:0] pair_q;  // the pair that waits for its output
    logic [IndexWidth-1:0] tap_q, next_tap;
    logic unused_load;
    assign unused_load = ^load_index_i;
    logic signed [FeedbackWidth-1:0] feedback;
    logic signed [ProductWidth-1:0] product;
    assign feedback = pair_q[FeedbackWidth-1:0];
    assign take = 32'(tap_q) < Taps && k_o == pair_q[FeedbackWidth+:IndexWidth];
    assign next_tap = (valid_i && first_i) ? '0 : (valid_o && take) ? tap_q + 1'b1 : tap_q;
    always_ff @(posedge clk_i) begin
      if (load_i) begin
        pairs[load_index_i[$clog2(Depth)-1:0]] <= load_word_i;
      end
      pair_q <= pairs[next_tap[$clog2(Depth)-1:0]];
      tap_q <= next_tap;
    end
    assign product = ProductWidth'(error_o) * ProductWidth'(feedback);
    assign term = SumWidth'(product);
  end

  if (Kind == ONE_HOT) begin : g_word
    always_ff @(posedge clk_i) begin
      if (valid_o && take) begin
        sum_o <= term;
      end else if (shift_i) begin
        sum_o <= sum_above_i;
      end
    end
  end else begin : g_sum
    logic signed [SumWidth-1:0] previous, gated;
    assign previous = first_o ? {SumWidth{1'b0}} : sum_o;
    assign gated = take ? term : {SumWidth{1'b0}};
    always_ff @(posedge clk_i) begin
      if (valid_o) begin
        sum_o <= previous + gated;
      end else if (shift_i) begin
        sum_o <= sum_above_i;
      end
    end
  end

endmodule

`default_nettype wire
