// Walks through the eleven operations of a training step, their folds and their cycles.
//
// Computes  in every cycle what is to be read from memory for the cycle after: which operation and
//           fold, whether operands stream (index k), results drain (row) or elements pass (row).
//           Operations in the order of the plan:
//             0 forward.1  1 activate.1  2 forward.2  3 activate.2  4 error.2  5 feedback.1
//             6 delta.1    7 scale.2     8 update.2   9 scale.1    10 update.1
// Ranges:  all extents below 2^16.
// Timing:  an array operation of extent M x N x K issues ceil(M/R) ceil(N/C) (2R + C + K - 2) cycles,
//          an elementwise one M ceil(N/C), and M ceil(N/C) K as a sum of K terms. Then one cycle
//          (array), two (elementwise, for its pipeline stage) or three (sums, for two stages) without
//          issue, so that the last result is in memory before it is read.
//
// stream_o   operands k of the fold at rows i0, columns j0
// drain_o    row_o of the fold's results will be on the port in the next cycle
// element_o  elements of row_o at columns j0, or terms k of their sums
//
// FeedbackUnit   what runs feedback.1: 0 the array, 1 an elementwise unit, 2 one that sums
// FeedbackTerms  its K

`default_nettype none

module train_sequencer #(
  parameter int Inputs = 784,
  parameter int Hidden = 20,
  parameter int Outputs = 10,
  parameter int Batch = 1,
  parameter int Rows = 4,
  parameter int Columns = 4,
  parameter int FeedbackUnit = 0,
  parameter int FeedbackTerms = 10,
  parameter int Fault = 0  // 1: the last cycle of every array fold is left out
) (
  input  logic        clk_i,
  input  logic        rst_ni,
  input  logic        start_i,
  output logic        busy_o,
  output logic [3:0]  op_o,
  output logic        first_o,   // the first cycle of the operation
  output logic        final_o,   // its last cycle
  output logic        stream_o,
  output logic        drain_o,
  output logic        element_o,
  output logic        k_first_o,
  output logic        k_last_o,
  output logic [15:0] k_o,
  output logic [15:0] i0_o,
  output logic [15:0] j0_o,
  output logic [15:0] block_o,   // j0 / Columns
  output logic [15:0] row_o,
  output logic [15:0] m_o,       // the extent of the operation
  output logic [15:0] n_o
);

  localparam logic [3:0] Last = 4'd10;
  localparam int FoldEnd = 2 * Rows + Columns - ((Fault == 1) ? 4 : 3);

  logic [1:0] pause_q;
  logic issue_q;
  logic [3:0] op_q;
  logic [15:0] t_q, i0_q, j0_q, block_q;
  logic [15:0] m, n, k;
  logic array;

  always_comb begin
    array = 1'b1;
    m = 16'(Batch);
    n = 16'(Hidden);
    k = 16'd1;
    case (op_q)
      4'd0: k = 16'(Inputs + 1);
      4'd2: begin
        n = 16'(Outputs);
        k = 16'(Hidden + 1);
      end
      4'd5: begin
        k = 16'(FeedbackTerms);
        array = (FeedbackUnit == 0);
      end
      4'd8: begin
        m = 16'(Hidden + 1);
        n = 16'(Outputs);
        k = 16'(Batch);
      end
      4'd10: begin
        m = 16'(Inputs + 1);
        k = 16'(Batch);
      end
      4'd3, 4'd4, 4'd7: begin
        n = 16'(Outputs);
        array = 1'b0;
      end
      default: array = 1'b0;
    endcase
  end

  logic [15:0] drain_start, drained;
  logic last_t, last_column, last_row;
  assign drain_start = k + 16'(Rows + Columns - 2);
  assign drained = t_q - drain_start;
  assign last_t = array ? t_q == k + 16'(FoldEnd) : k_last_o;
  assign last_column = j0_q + 16'(Columns) >= n;
  assign last_row = i0_q + (array ? 16'(Rows) : 16'd1) >= m;

  assign busy_o = issue_q || pause_q != 2'd0;
  assign op_o = op_q;
  assign first_o = issue_q && t_q == '0 && i0_q == '0 && j0_q == '0;
  assign final_o = issue_q && last_t && last_column && last_row;
  assign stream_o = issue_q && array && t_q < k;
  assign drain_o = issue_q && array && t_q >= drain_start;
  assign element_o = issue_q && !array;
  assign k_o = t_q;
  assign k_first_o = t_q == '0;
  assign k_last_o = t_q == k - 16'd1;
  assign i0_o = i0_q;
  assign j0_o = j0_q;
  assign block_o = block_q;
  assign row_o = array ? i0_q + drained : i0_q;
  assign m_o = m;
  assign n_o = n;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      issue_q <= 1'b0;
      pause_q <= 2'd0;
      op_q <= '0;
      t_q <= '0;
      i0_q <= '0;
      j0_q <= '0;
      block_q <= '0;
    end else if (pause_q != 2'd0) begin
      pause_q <= pause_q - 2'd1;
      if (pause_q == 2'd1) begin
        issue_q <= op_q != Last;
        op_q <= (op_q == Last) ? 4'd0 : op_q + 4'd1;
      end
    end else if (!issue_q) begin
      issue_q <= start_i;
    end else if (!last_t) begin
      t_q <= t_q + 16'd1;
    end else begin
      t_q <= '0;
      if (!last_column) begin
        j0_q <= j0_q + 16'(Columns);
        block_q <= block_q + 16'd1;
      end else begin
        j0_q <= '0;
        block_q <= '0;
        if (!last_row) begin
          i0_q <= i0_q + (array ? 16'(Rows) : 16'd1);
        end else begin
          i0_q <= '0;
          issue_q <= 1'b0;
          pause_q <= array ? 2'd1 : (FeedbackUnit == 2 && op_q == 4'd5) ? 2'd3 : 2'd2;
        end
      end
    end
  end

endmodule

`default_nettype wire
