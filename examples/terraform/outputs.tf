output "user_pool" {
  description = "The ID of the user pool."
  value       = aws_cognito_user_pool.members.id
}
